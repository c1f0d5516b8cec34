import { toItemId } from '../items/item-fields.ts'
import { canonicalJson } from '../handle/reply-id.ts'
import type { Events } from './events.ts'

/** Fields from which ids and times are made. */
type Fields = Readonly<Record<string, unknown>>

/** Returns the time of an event: the earlier of Wazzup's time and of the time of the delivery. */
export function timeOf(time: unknown, arrivedAt: number): number {
  const sent = typeof time === 'string' ? parseTime(time) : Number.NaN
  return sent < arrivedAt ? sent : arrivedAt
}

let lastDay = ''
let startOfLastDay = Number.NaN

/** Parses a time of an event, `2026-01-15T10:30:00.000Z`. `Date.parse` alone took a tenth of the time of reading a message. */
function parseTime(time: string): number {
  const day = time.slice(0, 10)
  if (day !== lastDay) {
    lastDay = day
    startOfLastDay = Date.parse(day)
  }
  const two = (index: number): number => (time.charCodeAt(index) - 48) * 10 + time.charCodeAt(index + 1) - 48
  const seconds = (two(11) * 60 + two(14)) * 60 + two(17)
  return startOfLastDay + seconds * 1_000 + two(20) * 10 + time.charCodeAt(22) - 48
}

/** Parts of an id that a store makes from the content, with its own key. */
export type HashedPart = { prefix: string; content: unknown }

/**
 * Returns the id of an event, or its beginning and the content whose hash is the rest. Returns undefined when an event
 * cannot be distinguished from its repeat.
 */
export function identityOf(event: Fields & { kind: string }): string | HashedPart | undefined {
  const { kind, messageId } = event
  switch (kind) {
    case 'message':
    case 'groupMessage':
    case 'missedCall':
    case 'system':
      return `message:${messageId as string}`
    case 'echo':
      return `echo:${messageId as string}`
    case 'messageDeleted':
      return `deletion:${messageId as string}`
    case 'messageEdited': {
      const { text, contentUri, oldInfo } = event
      const oldText = (oldInfo as Fields | null | undefined)?.oldText
      // JSON of the three took as long as reading the message.
      const content = [text, contentUri, oldText].map(contentText).join('\0')
      return { prefix: `edit:${messageId as string}`, content }
    }
    case 'status': {
      const { status, timestamp, error } = event
      const id = `status:${messageId as string}:${textOf(status)}:${textOf((error as Fields | undefined)?.code)}`
      return status === 'edited' && timestamp !== undefined ? `${id}:${textOf(timestamp)}` : id
    }
    case 'channel': {
      const { channelId, timestamp, state } = event
      if (timestamp === undefined) return undefined
      return `channel:${textOf(channelId)}:${textOf(timestamp)}:${textOf(state)}`
    }
    case 'createContact':
      return { prefix: kind, content: contactKey(event as unknown as Events['createContact']) }
    case 'unrecognized': {
      const id = toItemId((event.value as Fields | null | undefined)?.messageId)
      return id ? { prefix: `unrecognized:${id}`, content: event.value } : undefined
    }
    default:
      return undefined
  }
}

/** Returns the chats of a contact, in an order that does not depend on that of the question. */
export function contactKey({ contactData }: Events['createContact']): string[] {
  return contactData.map(({ chatType, chatId }) => JSON.stringify([chatType, chatId])).toSorted()
}

/** Returns the id of an event in a receiver without a store. */
export function plainId(event: Fields & { kind: string }): string {
  const identity = identityOf(event)
  if (typeof identity === 'string') return identity
  if (identity === undefined) return uniqueId(event.kind)
  return `${identity.prefix}:${shortHash(contentText(identity.content))}`
}

/** Returns an id that no other event has. */
export function uniqueId(kind: string): string {
  return `${kind}:${crypto.randomUUID()}`
}

function contentText(content: unknown): string {
  return typeof content === 'string' ? content : canonicalJson(content ?? '')
}

function textOf(value: unknown): string {
  return String(value ?? '')
}

/**
 * Returns a hash of 53 bits (cyrb53). It only tells the edits of one message apart; SHA-256 would make receiving
 * asynchronous. https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js
 */
function shortHash(text: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 2_654_435_761)
    low = Math.imul(low ^ code, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return String(4_294_967_296 * (2_097_151 & low) + (high >>> 0))
}
