import { createWazzup, isWazzupError, type ClientOptions, type Sent, type Wazzup } from '@wazzup-kit/core'
import { channelIds, type Emulator, type CallFault } from '@wazzup-kit/emulator'

/** The data with which another process repeats a send. */
interface Handover {
  crmMessageId: string
  startedAt: number
}

/** The outcome of a send for its caller. */
export type Outcome =
  | { outcome: 'accepted'; sent: Sent }
  | { outcome: 'rejected' | 'unknown'; error: unknown; crmMessageId: string | undefined }

/** One send of a simulation. Its text is unique, so the ledger shows whether it was accepted. */
export interface SimulatedSend {
  text: string
  end: Outcome
}

/** Faults of responses, with delays below and above the 60 seconds for which Wazzup remembers a crmMessageId. */
export const mixedFaults: readonly CallFault[] = [
  { kind: 'connection reset' },
  { kind: 'response lost' },
  { kind: 'response lost' },
  { kind: 'slow headers', ms: 4_000 },
  { kind: 'slow headers', ms: 25_000 },
  { kind: 'slow headers', ms: 70_000 },
  { kind: 'slow body', ms: 9_000 },
  { kind: 'stalled body' },
  { kind: 'broken body' },
  { kind: 'truncated json' },
  { kind: 'empty response' },
  { kind: 'too many requests' },
  { kind: 'too many requests', retryAfter: 'seconds', ms: 3_000 },
  { kind: 'too many requests', retryAfter: 'http date', ms: 9_000 },
  { kind: 'server error' },
  { kind: 'server error', status: 503 },
  { kind: 'server error after acceptance' },
  { kind: 'redirect' },
]

const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79011112233' } as const

/**
 * Sends messages from a process that crashes while all sends are pending, then sends them again from another process
 * that knows their ids and start times. The clocks of the two processes differ by up to 4 seconds.
 */
export function startSendsAcrossCrash(
  emulator: Emulator,
  count: number,
  options: ClientOptions,
  random: () => number,
): Promise<SimulatedSend>[] {
  const apiKey = emulator.keys.apiKey
  const [first, second] = [createWazzup({ apiKey, ...options }), createWazzup({ apiKey, ...options })]
  return Array.from({ length: count }, async (_, number): Promise<SimulatedSend> => {
    const text = `message ${number}`
    const handover: Handover = { crmMessageId: `job-${number}`, startedAt: Date.now() }
    const message = { ...chat, text, crmMessageId: handover.crmMessageId }
    const crash = new AbortController()
    first.messages.send(message, { signal: crash.signal }).catch(() => {})
    await pause(random() * 30_000)
    crash.abort()
    await pause(random() * 60_000)
    const firstAttemptAt = handover.startedAt + (random() - 0.5) * 8_000
    return { text, end: await judge(second.messages.send(message, { firstAttemptAt })) }
  })
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/**
 * Sends `count` messages through one client, spread over `spread` milliseconds, because a 429 holds back all sends that
 * are in progress.
 */
export function startSends(
  emulator: Emulator,
  count: number,
  options: ClientOptions,
  spread = 0,
): Promise<SimulatedSend>[] {
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, ...options })
  return Array.from({ length: count }, async (_, number) => {
    await pause((spread * number) / count)
    return sendOne(wazzup, number)
  })
}

/**
 * Sends messages through several clients at once, one after the other in each. A slow machine then makes the run longer,
 * but no request waits for long.
 */
export async function sendInTurn(
  emulator: Emulator,
  { clients, sendsEach }: { clients: number; sendsEach: number },
  options: ClientOptions,
): Promise<SimulatedSend[]> {
  const runs = Array.from({ length: clients }, async (_, client) => {
    const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, ...options })
    const sends: SimulatedSend[] = []
    for (let number = 0; number < sendsEach; number++) sends.push(await sendOne(wazzup, client * sendsEach + number))
    return sends
  })
  return (await Promise.all(runs)).flat()
}

/** Sends a message with a text of its own. One in ten has the wrong `chatType` and is rejected. */
async function sendOne(wazzup: Wazzup, number: number): Promise<SimulatedSend> {
  const text = `message ${number}`
  const chatType = number % 10 === 7 ? 'vk' : 'whatsapp'
  return { text, end: await judge(wazzup.messages.send({ ...chat, chatType, text })) }
}

async function judge(send: Promise<Sent>): Promise<Outcome> {
  try {
    return { outcome: 'accepted', sent: await send }
  } catch (error) {
    if (!isWazzupError(error)) throw error
    return { outcome: error.effect === 'none' ? 'rejected' : 'unknown', error, crmMessageId: error.crmMessageId }
  }
}

/** Compares outcomes with the ledger. Returns the violations of promise P1. */
export function violations(emulator: Emulator, sends: readonly SimulatedSend[]): string[] {
  const entries = Map.groupBy(emulator.ledger, ({ text }) => text)
  return sends.flatMap(({ text, end }) => {
    const found = entries.get(text) ?? []
    const wrong: string[] = []
    if (found.length > 1) {
      wrong.push(`${text} was sent ${found.length} times, at ${found.map(({ acceptedAt }) => acceptedAt).join(', ')}`)
    }
    if (end.outcome === 'rejected' && found.length > 0)
      wrong.push(`${text} was reported as rejected, but was sent: ${end.error}`)
    if (end.outcome === 'accepted') {
      const { messageId, crmMessageId, repeated } = end.sent
      const entry = found[0]
      if (!entry) wrong.push(`${text} was reported as accepted, but was never sent`)
      else if (entry.crmMessageId !== crmMessageId) wrong.push(`${text} went under another crmMessageId`)
      else if (repeated ? messageId !== null : messageId !== entry.messageId)
        wrong.push(`${text} has another messageId`)
    }
    return wrong
  })
}

/** Counts the outcomes. */
export function tally(sends: readonly SimulatedSend[]): Record<Outcome['outcome'] | 'repeated', number> {
  const counts = { accepted: 0, rejected: 0, unknown: 0, repeated: 0 }
  for (const { end } of sends) {
    counts[end.outcome]++
    if (end.outcome === 'accepted' && end.sent.repeated) counts.repeated++
  }
  return counts
}
