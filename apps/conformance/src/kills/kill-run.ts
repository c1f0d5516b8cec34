import { createWazzup } from '@wazzup-kit/core'
import { channelIds, chatIds, createEmulator, type CustomerMessage, type Emulator } from '@wazzup-kit/emulator'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../runtimes/free-port.ts'
import { startBalancer } from './balancer.ts'
import { judge, type KillReport } from './judge.ts'
import type { KilledDatabase } from './killed-database.ts'
import type { BotOptions, BotState } from './killed-bot.ts'
import { stopped, type Kill } from './kill-points.ts'

const program = fileURLToPath(new URL('killed-bot.ts', import.meta.url))

/** Options of a run of kills. */
export interface KillRun {
  /** The kills. Each process gets the next one when it starts. */
  kills: readonly Kill[]
  /**
   * The least messages that customers write for each kill. After five times as many, a process is killed that does not come
   * to its point.
   */
  messagesPerProcess: number
  /**
   * The least messages that Wazzup accepts. On a busy machine, where processes end before they answer, the kills are repeated
   * until then. @default 0
   */
  leastAnswers?: number
  /** Milliseconds between two messages, on the average. @default 30 */
  pause?: number
  random: () => number
  /** Share of calls and deliveries that a fault strikes. */
  faults: number
  /** Where the processes store. @default a SQLite file */
  database?: KilledDatabase
  /** How many processes are killed side by side. @default 1 */
  processes?: number
  /** How many more run all the time. @default 0 */
  spares?: number
  /** Milliseconds for which a process has a chat. @default as in production */
  lease?: number
  progress?(text: string): void
}

const channels = [
  { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: chatIds.whatsapp },
  { channelId: channelIds.viber, chatType: 'viber', chatId: chatIds.viber },
  { channelId: channelIds.telegram, chatType: 'telegram', chatId: chatIds.telegram },
] as const

/** Chats of a channel, if a killed process keeps its chats for a while. */
const chatsOfChannel = 12

interface StartedBot {
  bot: ChildProcess
  port: number
  /** Whether it is about to be suspended, or has been. */
  isStopped(): boolean
}

/** Lets customers write to bots that are killed again and again, and compares what they did with what Wazzup has. */
export async function runKills(run: KillRun): Promise<KillReport> {
  const { kills, leastAnswers = 0, random, faults, processes = 1, spares = 0, lease, progress } = run
  const folder = mkdtempSync(join(tmpdir(), 'wazzup-kills-'))
  const ledger = join(folder, 'ledger.txt')
  writeFileSync(ledger, '')
  // The judge looks at all deliveries.
  const emulator = createEmulator({ logLimit: 'off' })
  const { url, close } = await emulator.listen()
  const balancer = await startBalancer({ random, repeated: processes > 1 ? 0.2 : 0 })
  const database = run.database ?? { path: join(folder, 'bot.db') }
  const customers = run.database ? manyCustomers() : channels
  const bots = new Set<ChildProcess>()
  let written = 0
  let started = 0

  /** Returns the next kill: each of them once, and again as long as too little was answered. */
  function nextKill(): Kill | undefined {
    if (started >= kills.length && emulator.ledger.length >= leastAnswers) return undefined
    return kills[started++ % kills.length]
  }

  async function start(kill?: Kill): Promise<StartedBot> {
    const port = await freePort()
    const { apiKey } = emulator.keys
    const bot = startBot({ database, lease, ledger, apiKey, baseUrl: url, port, kill }, folder)
    bots.add(bot)
    let output = ''
    bot.stdout!.setEncoding('utf8').on('data', (text) => (output += text))
    await Promise.race([once(bot.stdout!, 'data'), once(bot, 'exit')])
    if (hasEnded(bot)) bots.delete(bot)
    else {
      balancer.ports.add(port)
      bot.once('exit', () => {
        balancer.ports.delete(port)
        bots.delete(bot)
      })
    }
    return { bot, port, isStopped: () => output.includes(stopped) }
  }

  /** Starts a process for each kill, one after the other. */
  async function work(): Promise<void> {
    for (let kill = nextKill(); kill; kill = nextKill()) {
      const { bot, port, isStopped } = await start(kill)
      const least = written + run.messagesPerProcess
      const most = written + run.messagesPerProcess * 5 * processes
      while ((!hasEnded(bot) && !isStopped()) || written < least) {
        await pause(20)
        if (written > most && !isStopped()) bot.kill('SIGKILL')
      }
      if (isStopped() && 'stopFor' in kill) {
        balancer.ports.delete(port)
        await pause(kill.stopFor)
        bot.kill('SIGCONT')
        balancer.ports.add(port)
        // Time for what it still does with what it has read before.
        await pause(afterStop)
      }
      progress?.(`${started} of ${kills.length} kills`)
    }
  }

  try {
    const { bot: first } = await start()
    const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
    await wazzup.subscription.ensure({ url: `${balancer.url}/?key=secret` })
    await killAll([first])
    if (faults > 0) breakThings(emulator, faults)
    for (let count = 0; count < spares; count++) await start()
    let isOver = false
    const works = Promise.all(Array.from({ length: processes }, work)).finally(() => (isOver = true))
    while (!isOver) {
      emulator.simulate.customer.send({ ...customers[written % customers.length]!, text: `m${written++}` })
      await pause((run.pause ?? 30) * (1 / 3 + random() * (4 / 3)))
    }
    await works
    emulator.faults.calls.clear()
    emulator.faults.deliveries.clear()
    const { port } = await start()
    await waitUntilDone(port)
    await killAll(bots)
    return await judge(emulator, { database, ledger, kills: started })
  } finally {
    await killAll(bots)
    balancer.close()
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Milliseconds for which a process runs that was suspended, before the next one is started. */
const afterStop = 1_000

function manyCustomers(): readonly CustomerMessage[] {
  return channels.flatMap((channel) =>
    Array.from({ length: chatsOfChannel }, (_, index) => ({ ...channel, chatId: `${channel.chatId}${index}` })),
  )
}

function breakThings(emulator: Emulator, share: number): void {
  emulator.faults.calls.mix({
    probability: share,
    route: 'messages.send',
    seed: 1,
    kinds: [
      'response lost',
      'connection reset',
      'server error',
      'server error after acceptance',
      'truncated json',
      { kind: 'slow headers', ms: 300 },
      { kind: 'too many requests', retryAfter: 'seconds', ms: 1_000 },
    ],
  })
  emulator.faults.deliveries.mix({
    probability: share,
    seed: 2,
    kinds: ['repeated', 'reordered', { kind: 'late', ms: 500 }, 'early'],
  })
}

/** Starts a bot. The first one leaves its compiled sources in the folder, so that the others start faster. */
function startBot(options: BotOptions, folder: string): ChildProcess {
  return spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  })
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

async function killAll(bots: Iterable<ChildProcess>): Promise<void> {
  const running = [...bots].filter((bot) => !hasEnded(bot))
  await Promise.all(
    running.map((bot) => {
      const end = once(bot, 'exit')
      bot.kill('SIGKILL')
      return end
    }),
  )
}

/** Milliseconds in which the bots must come closer to their end. */
const longestStop = 120_000

/** Waits until no event of the bots waits, not even a check of a send that may be unknown or silent. */
async function waitUntilDone(port: number): Promise<void> {
  let least = Infinity
  let since = Date.now()
  for (let quiet = 0; quiet < 5; await pause(500)) {
    const response = await fetch(`http://127.0.0.1:${port}/`)
    const { waiting } = (await response.json()) as BotState
    const left = Object.values(waiting).reduce((sum, count) => sum + count, 0)
    if (left < least) [least, since] = [left, Date.now()]
    if (left > 0 && Date.now() - since > longestStop) {
      throw new Error(`the bots did not finish within two minutes: ${JSON.stringify(waiting)} wait`)
    }
    quiet = left === 0 ? quiet + 1 : 0
  }
}
