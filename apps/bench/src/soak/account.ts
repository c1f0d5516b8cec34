import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { createWazzup } from '@wazzup-kit/core'
import { answerEvery, answerTo, secret, textOf } from './messages.ts'

/** Share of the calls and deliveries that a fault strikes. */
const faultShare = 0.05

const chats = 200

/** Deliveries are posted one after another, so on a slow machine they would pile up. */
const mostUnposted = 50

/** What became of the messages and answers of an account. */
export interface AccountResult {
  /** Deliveries that got a response: messages, their repeats, echoes and statuses of the answers. */
  deliveries: number
  /** Messages whose delivery got 200. */
  promised: number
  lost: number
  /** Messages whose handler ran more than once. */
  again: number
  outOfOrder: number
  answers: number
  lostAnswers: number
  duplicates: number
  unknown: number
}

/** An emulated account whose customers write to the bot. */
export interface Account {
  apiKey: string
  baseUrl: string
  subscribe(botUrl: string): Promise<void>
  /** Lets the next customer write. Returns false, and does nothing, while too many deliveries wait to be posted. */
  write(): boolean
  /** Notes that a message was handled. Returns the milliseconds since its delivery was posted. */
  noteHandled(number: number, at: number, answerId: string | undefined): number
  noteUnknown(answerId: string): void
  /** Ends the faults, and waits until all deliveries were posted. */
  finish(): Promise<void>
  judge(): AccountResult
  close(): Promise<void>
}

interface Progress {
  /** When the message was first posted, in milliseconds since 1970, and its place among the posted messages. */
  postedAt: number
  place: number
  isPromised: boolean
  runs: number
}

const now = () => performance.timeOrigin + performance.now()

/** Starts an account with faults. */
export async function startAccount(index: number): Promise<Account> {
  const progress: Progress[] = []
  /** The place of the last handled message of each chat. */
  const lastOf = new Map<number, number>()
  const answerOf = new Map<string, number>()
  const unknown = new Set<number>()
  let written = 0
  let posted = 0
  let deliveries = 0
  let outOfOrder = 0

  const emulator = createEmulator({
    async webhookFetch(url, init) {
      const numbers = [...String(init?.body).matchAll(/"text":"message (\d+)"/g)].map(([, number]) => Number(number))
      for (const number of numbers) {
        progress[number] ??= { postedAt: now(), place: ++posted, isPromised: false, runs: 0 }
      }
      const response = await fetch(url, init)
      deliveries++
      if (response.status === 200) for (const number of numbers) progress[number]!.isPromised = true
      return response
    },
  })
  const { url, close } = await emulator.listen()
  emulator.faults.calls.mix({
    probability: faultShare,
    route: 'messages.send',
    seed: index + 1,
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
    probability: faultShare,
    seed: index + 11,
    kinds: ['repeated', 'reordered', { kind: 'late', ms: 500 }, 'early'],
  })

  return {
    apiKey: emulator.keys.apiKey,
    baseUrl: url,
    async subscribe(botUrl) {
      const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
      await wazzup.subscription.ensure({ url: `${botUrl}/${index}?key=${secret}` })
    },
    write() {
      if (written - posted >= mostUnposted) return false
      const number = written++
      const chatId = String(79_010_000_000 + (number % chats))
      const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId }
      emulator.simulate.customer.send({ ...chat, text: textOf(number) })
      return true
    },
    noteHandled(number, at, answerId) {
      if (answerId !== undefined) answerOf.set(answerId, number)
      const message = progress[number]!
      const chat = number % chats
      if (message.runs++ === 0) {
        if (message.place < (lastOf.get(chat) ?? 0)) outOfOrder++
        lastOf.set(chat, message.place)
      }
      return at - message.postedAt
    },
    noteUnknown: (answerId) => void unknown.add(answerOf.get(answerId) ?? -1),
    async finish() {
      emulator.faults.calls.clear()
      emulator.faults.deliveries.clear()
      await emulator.settled()
    },
    judge() {
      const promised = [...progress.entries()].filter(([, message]) => message?.isPromised)
      const sent = new Map<string, number>()
      for (const { text } of emulator.ledger) sent.set(text!, (sent.get(text!) ?? 0) + 1)
      const due = promised.filter(([number]) => number % answerEvery === 0).map(([number]) => number)
      const missing = due.filter((number) => !sent.has(answerTo(number)))
      return {
        deliveries,
        promised: promised.length,
        lost: promised.filter(([, { runs }]) => runs === 0).length,
        again: promised.filter(([, { runs }]) => runs > 1).length,
        outOfOrder,
        answers: due.length,
        lostAnswers: missing.filter((number) => !unknown.has(number)).length,
        duplicates: [...sent.values()].filter((count) => count > 1).length,
        unknown: missing.filter((number) => unknown.has(number)).length,
      }
    },
    close,
  }
}
