import type { Emulator } from '@wazzup-kit/emulator'
import type { Told } from './bot-worker.ts'

/** An entry of the outbox as it is stored. */
export interface StoredEntry {
  id: string
  routes: readonly { crmMessageId: string }[]
  accepted: unknown
  reported: { unknown?: number }
}

/** What a bot has done, and what Wazzup has. */
export interface Outcome {
  emulator: Emulator
  told: readonly Told[]
  entries: readonly StoredEntry[]
  /** Ids of events that were replayed, and so went to the end of their lanes. */
  replayed: readonly string[]
}

interface PostedMessage {
  messageId: string
  text: string
  channelId: string
  isEcho?: boolean
}

/** Compares what a bot has done with what was promised for each delivery that got 200. */
export function findViolations({ emulator, told, entries, replayed }: Outcome) {
  const violations: string[] = []
  const promised = emulator.deliveries
    .filter(({ response }) => response?.status === 200)
    .flatMap(({ body }) => incomingOf(body))
  const ended = new Set(told.filter(({ what }) => what === 'end').map(({ messageId }) => messageId))
  for (const { messageId, text } of promised) if (!ended.has(messageId)) violations.push(`${text} was not handled`)

  const answers = emulator.ledger.map(({ text }) => answeredBy(text))
  const answered = new Set(answers)
  for (const text of answered) {
    const count = answers.filter((each) => each === text).length
    if (count > 1) violations.push(`the customer got ${count} answers to ${text}`)
  }

  const channels = new Map<string, string[]>()
  for (const { channelId, text, messageId } of emulator.deliveries.flatMap(({ body }) => incomingOf(body))) {
    const order = channels.get(channelId) ?? []
    if (!replayed.includes(`message:${messageId}`) && !order.includes(text)) order.push(text)
    channels.set(channelId, order)
  }
  for (const order of channels.values()) {
    const positions = answers.map((text) => order.indexOf(text)).filter((position) => position !== -1)
    const isInOrder = positions.every((position, index) => index === 0 || position > positions[index - 1]!)
    if (!isInOrder)
      violations.push(`the answers of a chat are out of order: ${positions.join(' ')} of ${order.join(' ')}`)
  }

  let unknown = 0
  for (const { id, accepted, reported, routes } of entries) {
    const wasAccepted = emulator.ledger.some(({ crmMessageId }) => crmMessageId === routes[0]!.crmMessageId)
    if (accepted !== null && !wasAccepted) violations.push(`${id} counts as accepted, and was not`)
    if (accepted === null && reported.unknown !== undefined) unknown++
    else if (accepted === null) violations.push(`${id} has neither ended nor been reported`)
  }
  // An answer may be unknown, because its response was lost; then it was sent, or it is reported.
  const unanswered = [...new Set(promised.map(({ text }) => text))].filter((text) => !answered.has(text))
  if (unanswered.length > unknown) violations.push(`no answer was sent to ${unanswered.join(', ')}`)
  return { violations, promised: promised.length, handled: ended.size, accepted: answers.length, unknown }
}

function incomingOf(body: unknown): PostedMessage[] {
  const { messages = [] } = body as { messages?: PostedMessage[] }
  return messages.filter(({ isEcho }) => !isEcho)
}

/** Returns the text of the message that an answer is about. */
function answeredBy(text = ''): string {
  return / to (m\d+) in run \d+$/.exec(text)?.[1] ?? text
}
