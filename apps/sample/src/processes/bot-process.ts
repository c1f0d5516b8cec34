import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { nameOf } from '../hosts/database.ts'
import type { HostSettings, RunningHost } from '../hosts/host.ts'

/** An order to the process of a bot. */
export type Order = 'hold before a request' | 'hold before a response' | 'settle'

/** A message of the process of a bot. */
export interface Answer {
  /** Its webhook address, as soon as it listens. */
  url?: string
  /** The order that it has carried out. */
  done?: Order
  /** Number of events that wait for a later time. */
  left?: number
  /** Whether a request has stopped at the chosen moment. */
  isHeld?: boolean
  /** A report to the operators on duty. */
  report?: string
  /** Whether it has begun to send a message. */
  isSending?: boolean
}

/** A bot in a process of its own. */
export interface BotProcess extends Omit<RunningHost, 'tellReady'> {
  /** Makes the next request to Wazzup stop at a moment. Resolves with a function that waits until it has. */
  holdAt(moment: Exclude<Order, 'settle'>): Promise<() => Promise<void>>
  /** Returns how many messages it has sent. */
  countSends(): number
  /** Kills the process with SIGKILL, so none of its code runs any more. */
  kill(): Promise<void>
}

/** Starts the bot on Express in a process of its own. */
export async function startBotProcess({ report, ...settings }: HostSettings): Promise<BotProcess> {
  const child = fork(fileURLToPath(new URL('bot.ts', import.meta.url)), [JSON.stringify(settings)])
  const ended = once(child, 'exit')
  const listeners = new Set<(answer: Answer) => void>()
  let sends = 0
  child.on('message', (answer: Answer) => {
    if (answer.report !== undefined) report(answer.report)
    if (answer.isSending) sends++
    for (const listener of listeners) listener(answer)
  })

  async function hear(isExpected: (answer: Answer) => boolean): Promise<Answer> {
    const heard = Promise.withResolvers<Answer>()
    const listener = (answer: Answer): void => {
      if (isExpected(answer)) heard.resolve(answer)
    }
    listeners.add(listener)
    const end = ended.then(([code]): never => {
      throw new Error(`the process of the bot ended with ${code}`)
    })
    try {
      return await Promise.race([heard.promise, end])
    } finally {
      listeners.delete(listener)
    }
  }

  function tell(order: Order): Promise<Answer> {
    const done = hear((answer) => answer.done === order)
    child.send(order)
    return done
  }

  async function kill(): Promise<void> {
    child.kill('SIGKILL')
    await ended
  }

  const { url } = await hear((answer) => answer.url !== undefined)
  return {
    url: url!,
    store: nameOf(settings.database),
    settled: async () => ({ left: (await tell('settle')).left ?? 0 }),
    async holdAt(moment) {
      const held = hear(({ isHeld }) => isHeld === true)
      await tell(moment)
      return async () => void (await held)
    },
    countSends: () => sends,
    kill,
    close: kill,
  }
}
