import type { WebhookMessage } from '@wazzup-kit/emulator'
import { answered } from './bot.ts'
import { postedItems } from './posted.ts'
import type { Story } from './story.ts'

/** What became of one message of a customer. */
interface Case {
  /** When it was posted as a message, neither as an edit nor as a deletion. */
  arrivals: number[]
  /** How many answers the ledger holds. */
  answers: number
}

/** What the ledger shows. */
export interface Findings {
  /** By the id of the message. */
  cases: Map<string, Case>
  /** What is wrong; empty when each message of a private chat that arrived was answered once, and nothing else was. */
  violations: string[]
}

/** Calls, lines of the messenger and messages of groups are for handlers of their own, which this bot does not have. */
function isForBots({ type, chatType }: WebhookMessage): boolean {
  return type !== 'missing_call' && type !== 'system' && !chatType.endsWith('group')
}

/** Compares what was posted with what the bot sent. */
export function judge(story: Story): Findings {
  const { written, emulator } = story
  const cases = new Map(written.map(({ messageId }): [string, Case] => [messageId, { arrivals: [], answers: 0 }]))
  const chats = new Map(written.map((message) => [message.messageId, message]))
  const violations: string[] = []

  for (const { item, at } of postedItems(story)) {
    const { messageId, isEdited, isDeleted } = item
    if (!isEdited && !isDeleted) cases.get(String(messageId))?.arrivals.push(at)
  }
  for (const entry of emulator.ledger) {
    const messageId = answered(entry.text ?? '')
    if (messageId === undefined) continue
    const found = cases.get(messageId)
    if (!found) {
      violations.push(`${messageId} was answered, although no customer wrote it`)
      continue
    }
    found.answers++
    const { channelId, chatType, chatId } = chats.get(messageId)!
    if (entry.channelId !== channelId || entry.chatType !== chatType || entry.chatId !== chatId) {
      violations.push(`${messageId} was answered in another chat`)
    }
  }
  for (const [messageId, { arrivals, answers }] of cases) {
    const expected = arrivals.length > 0 && isForBots(chats.get(messageId)!) ? 1 : 0
    if (answers !== expected) {
      violations.push(`${messageId} arrived ${arrivals.length} times as a message, and was answered ${answers} times`)
    }
  }
  return { cases, violations }
}
