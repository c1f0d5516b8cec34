import type { Emulator } from '@wazzup-kit/emulator'
import { readFileSync } from 'node:fs'
import { openDatabase, type KilledDatabase } from './killed-database.ts'

/** What happened in a run of kills. */
export interface KillReport {
  /** Messages whose delivery was answered with 200. */
  promised: number
  /** Sends that the emulator accepted. */
  accepted: number
  kills: number
  /** Runs of handlers. */
  runs: number
  /** Messages whose handler came to its end more than once. */
  handledAgain: number
  /** Events that ran in six processes that were killed, so they were dead until they were replayed. */
  replayed: number
  unknown: number
  violations: readonly string[]
}

/** Compares what bots did with what Wazzup has. */
export async function judge(
  emulator: Emulator,
  { database, ledger, kills }: { database: KilledDatabase; ledger: string; kills: number },
): Promise<KillReport> {
  const violations: string[] = []
  const lines = readFileSync(ledger, 'utf8').trim().split('\n')
  const idsOf = (word: string): string[] =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.split(' ')[1]!)
  const ends = idsOf('end')
  const ended = new Set(ends)
  const promised = promisedMessages(emulator)
  for (const { messageId, text } of promised) if (!ended.has(messageId)) violations.push(`${text} was not handled`)

  const { store, close } = openDatabase(database)
  const { driver } = store.forAccount('main')
  const replayed = new Set(idsOf('replayed'))
  const seen = new Set<string>()
  for (const answer of emulator.ledger.map(({ text }) => answerOf(text))) {
    if (seen.has(answer)) violations.push(`the customer got two answers to ${answer}`)
    seen.add(answer)
  }
  const posted = new Map(postedMessages(emulator).map((message) => [message.text, message]))
  const stored = await driver.find(
    'main',
    [...posted.values()].map(({ messageId }) => `message:${messageId}`),
  )
  const positions = new Map(stored.map(({ id, position }) => [id.replace('message:', ''), position]))
  const lastOf = new Map<string, number>()
  for (const { text, channelId, chatId } of emulator.ledger) {
    const answer = answerOf(text)
    const { messageId } = posted.get(answer)!
    // A replayed event goes to the end of its lane.
    if (replayed.has(messageId)) continue
    const position = positions.get(messageId) ?? 0
    const chat = `${channelId} ${chatId}`
    if (position < (lastOf.get(chat) ?? 0)) violations.push(`the answer to ${answer} is behind that to a later message`)
    lastOf.set(chat, position)
  }

  let unknown = 0
  const accepted = new Set(emulator.ledger.map(({ crmMessageId }) => crmMessageId))
  for (const { value } of await driver.listRecords('main', { prefix: 'entry/', limit: 100_000 })) {
    const entry = value as Entry
    const isKnown = entry.accepted !== null
    if (isKnown && !accepted.has(entry.routes[0]!.crmMessageId))
      violations.push(`${entry.id} counts as accepted, and was not`)
    if (!isKnown && entry.reported.unknown !== undefined) unknown++
    else if (!isKnown) violations.push(`${entry.id} has neither ended nor been reported`)
  }
  // An answer may be unknown, because its response was lost; then it was sent, or it is reported.
  const unanswered = [...new Set(promised.map(({ text }) => text))].filter((text) => !seen.has(text))
  if (unanswered.length > unknown) violations.push(`no answer was sent to ${unanswered.join(', ')}`)
  const dead = await driver.listEvents('main', { state: 'dead', limit: 100 })
  for (const { id, error } of dead) violations.push(`${id} is dead: ${error}`)
  await close()
  return {
    promised: new Set(promised.map(({ text }) => text)).size,
    accepted: emulator.ledger.length,
    kills,
    runs: idsOf('begin').length,
    handledAgain: new Set(ends.filter((id, index) => ends.indexOf(id) !== index)).size,
    unknown,
    replayed: replayed.size,
    violations,
  }
}

/** Returns the text of the message that an answer is about. */
function answerOf(text = ''): string {
  return /^answer to (m\d+) of run/.exec(text)?.[1] ?? text
}

interface Entry {
  id: string
  routes: readonly { crmMessageId: string }[]
  accepted: unknown
  reported: { unknown?: number }
}

interface PostedMessage {
  messageId: string
  text: string
  isEcho?: boolean
}

/** Returns the messages whose delivery got 200. */
function promisedMessages({ deliveries }: Emulator): PostedMessage[] {
  return deliveries.filter(({ response }) => response?.status === 200).flatMap(({ body }) => incomingOf(body))
}

function postedMessages({ deliveries }: Emulator): PostedMessage[] {
  return deliveries.flatMap(({ body }) => incomingOf(body))
}

function incomingOf(body: unknown): PostedMessage[] {
  const { messages = [] } = body as { messages?: PostedMessage[] }
  return messages.filter(({ isEcho }) => !isEcho)
}
