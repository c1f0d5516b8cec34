import { createEmulator, type Emulator } from '@wazzup-kit/emulator'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { createLoad, type Load } from './load.ts'

/** The settings of a bot, as environment variables. */
export interface BotEnvironment {
  WAZZUP_API_KEY: string
  WAZZUP_BASE_URL: string
  WAZZUP_SECRET: string
}

/** A bot that runs in a process of its own and replies `You wrote: …` to each text. */
export interface BotProcess {
  child: ChildProcess
  /** The address without path. Deliveries are received at `/wazzup`. */
  origin: string
}

/** Starts a bot. Resolves when it listens. */
export type StartBot = (environment: BotEnvironment) => Promise<BotProcess>

/** What happened to deliveries while a process was stopped. */
export interface StopReport {
  /** The different statuses of all responses. */
  statuses: number[]
  /** Number of deliveries that got 200 before SIGTERM, and after it. */
  handled: { before: number; after: number }
  /** Texts whose delivery got 200, but which got no reply. */
  lost: string[]
  /** Milliseconds from the signal to the end of the process. */
  took: number
}

/** What is slow while the process is stopped. */
export interface StopSettings {
  /** `stuck`: in addition, one handler takes 15 seconds. */
  handlers: 'slow' | 'stuck'
}

const secret = 'secret-of-the-bot'

/** Milliseconds that each reply takes. */
const replyTime = 200

/** Milliseconds after which a process is killed. */
const longest = 60_000

/** Lets clients with kept-alive connections deliver messages to a bot, sends SIGTERM to its process, and reports what happened. */
export async function stopBot(start: StartBot, { handlers }: StopSettings): Promise<StopReport> {
  const emulator = createEmulator()
  const server = await emulator.listen(0)
  const environment = { WAZZUP_API_KEY: emulator.keys.apiKey, WAZZUP_BASE_URL: server.url, WAZZUP_SECRET: secret }
  const { child, origin } = await start(environment)
  const ended = once(child, 'exit')
  const load = createLoad(`${origin}/wazzup?key=${secret}`)
  try {
    if (handlers === 'stuck') await getStuck(emulator, load)
    emulator.faults.calls.mix({
      probability: 1,
      route: 'messages.send',
      seed: 1,
      kinds: [{ kind: 'slow headers', ms: replyTime }],
    })
    load.begin(10)
    while (load.handled.length < 30 && child.exitCode === null) await wait(20)
    const before = load.handled.length
    const beganAt = performance.now()
    child.kill('SIGTERM')
    const killing = setTimeout(() => child.kill('SIGKILL'), longest)
    await ended
    clearTimeout(killing)
    const took = performance.now() - beganAt
    await load.end()
    return {
      statuses: [...load.statuses],
      handled: { before, after: load.handled.length - before },
      lost: load.handled.filter((text) => !emulator.ledger.some((entry) => entry.text === `You wrote: ${text}`)),
      took,
    }
  } finally {
    child.kill('SIGKILL')
    await load.end()
    await server.close()
  }
}

/** Delivers a message to whose reply Wazzup responds only to the second attempt, 15 seconds later. Waits until the bot has sent it. */
async function getStuck(emulator: Emulator, load: Load): Promise<void> {
  emulator.faults.calls.next('slow headers', { ms: 10 * longest, route: 'messages.send' })
  load.deliver('stuck').catch(() => {})
  while (emulator.faults.calls.struck.length === 0) await wait(20)
}
