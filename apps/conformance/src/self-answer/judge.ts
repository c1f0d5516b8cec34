import type { WebhookMessage } from '@wazzup-kit/emulator'
import { answered } from './bot.ts'
import { postedItems } from './posted.ts'
import type { Story } from './story.ts'

/** The deliveries of and replies to one message of a customer. */
interface Case {
  /** Times at which it was delivered as a message, not as an edit or deletion. */
  arrivals: number[]
  /** The number of replies in the ledger. */
  answers: number
}

/** The result of comparing deliveries with the ledger. */
export interface Findings {
  /** The messages of customers by their ids. */
  cases: Map<string, Case>
  /** Problems. Empty if each delivered message of a private chat got one reply and nothing else got a reply. */
  violations: string[]
}

/** Returns whether `on('message')` gets a message. Missed calls, system and group messages have other handlers. */
function isForBots({ type, chatType }: WebhookMessage): boolean {
  return type !== 'missing_call' && type !== 'system' && !chatType.endsWith('group')
}

/** Compares the deliveries with the messages that the bot sent. */
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
      violations.push(`${messageId} got a reply, but no customer wrote it`)
      continue
    }
    found.answers++
    const { channelId, chatType, chatId } = chats.get(messageId)!
    if (entry.channelId !== channelId || entry.chatType !== chatType || entry.chatId !== chatId) {
      violations.push(`${messageId} got a reply in another chat`)
    }
  }
  for (const [messageId, { arrivals, answers }] of cases) {
    const expected = arrivals.length > 0 && isForBots(chats.get(messageId)!) ? 1 : 0
    if (answers !== expected) {
      violations.push(`${messageId} was delivered ${arrivals.length} times as a message and got ${answers} replies`)
    }
  }
  return { cases, violations }
}
