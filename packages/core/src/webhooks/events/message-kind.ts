import type * as v from 'valibot'
import { saysNothing } from '../../errors/from-response/says-nothing.ts'
import type { Issue } from '../../schema/issues.ts'
import { lazy } from '../../schema/lazy.ts'
import { directionOf } from './author.ts'
import { messageTypes, type messageItemSchema } from '../items/items.ts'

/** An item of `messages` that was read. */
export type MessageItem = v.InferOutput<ReturnType<typeof messageItemSchema>>

/** The events that an item of `messages` can become. */
type MessageKind = 'message' | 'groupMessage' | 'missedCall' | 'system' | 'echo' | 'messageEdited' | 'messageDeleted'

/** Returns the kind of a message; undefined when its direction cannot be determined. */
export function kindOf(item: MessageItem): MessageKind | undefined {
  if (item.isDeleted === true) return 'messageDeleted'
  // The status `edited` is documented for `statuses` only; here it means the same.
  if (item.isEdited === true || item.status === 'edited') return 'messageEdited'
  if (!saysNothing(item.oldInfo)) return changeOf(item)
  // Without its chat, an incoming message may be of a group.
  const isOfChat = item.isEcho !== false || (item.chatType && item.chatId)
  const direction = directionOf(isOfChat ? originOf(item) : originInGroup(item))
  if (direction === 'out') return 'echo'
  const about = item.type ? meaningOf(item.type) : undefined
  // Returned before the direction is checked, because a bot never replies to a system message.
  if (about === 'system') return 'system'
  if (direction === 'unknown') return undefined
  // A missed call in a group is a `groupMessage` too, because all members would read a reply.
  return isGroup(item) ? 'groupMessage' : (about ?? 'message')
}

/** Only changed and deleted messages have `oldInfo`. Without a flag, a message with a new content was changed. */
function changeOf({ text, contentUri, oldInfo }: MessageItem): MessageKind {
  return contentUri || (text && text !== oldInfo?.oldText) ? 'messageEdited' : 'messageDeleted'
}

const written = lazy(
  (): ReadonlySet<string> => new Set(messageTypes.filter((type) => type !== 'missing_call' && type !== 'system')),
)

/**
 * Returns whether a type is a missed call or a system message. Names similar to the documented `missing_call` and `system` are
 * recognized too, so that no such item becomes a `message`.
 */
function meaningOf(type: string): 'missedCall' | 'system' | undefined {
  if (written().has(type)) return undefined
  const folded = type.toLowerCase().replaceAll(/[^a-z]/g, '')
  if (/^miss(ing|ed)call/.test(folded)) return 'missedCall'
  return folded.startsWith('system') ? 'system' : undefined
}

/**
 * Ids of WhatsApp groups that have the chat type `whatsapp`: `<phone>-<unix seconds>`, as in a fixture of amoCRM, more
 * digits than a phone number has, or the suffixes of WhatsApp for groups, stories and channels.
 */
const whatsappGroupId = /^\d+-\d{9,}$|^\d{16,}$|@(?:g\.us|broadcast|newsletter)$/i

/** VK numbers conversations from 2,000,000,001 up. The pattern is not wider, because Wazzup's own ids may be numbers too. */
const vkConversationId = /^20000\d{5}$/

/** Returns whether a chat is a group, from its type, which this version may not know, or from the form of its id. */
export function isGroup({ chatType, chatId }: Pick<MessageItem, 'chatType' | 'chatId'>): boolean {
  if (!chatType || !chatId) return false
  if (chatType === 'whatsapp') return whatsappGroupId.test(chatId)
  if (chatType === 'vk') return vkConversationId.test(chatId)
  // In Telegram and MAX, ids of persons are positive and ids of groups are negative.
  return /group/i.test(chatType) || (/^(?:telegram|max)/i.test(chatType) && chatId.startsWith('-'))
}

/** Returns the fields that show the origin of a message. In a group, `authorName` may be the writer, who is not an employee. */
export function originOf(item: MessageItem): Omit<MessageItem, 'messageId'> {
  return item.authorName && isGroup(item) ? originInGroup(item) : item
}

function originInGroup(item: MessageItem): Omit<MessageItem, 'messageId'> {
  const { status, isEcho, authorId, sentFromApp } = item
  const unnamed = { status, isEcho, authorId, sentFromApp }
  // If the other fields show an outgoing message, an employee wrote it.
  return directionOf(unnamed) === 'out' ? item : unnamed
}

/** Returns what a message lacks for an event of its kind. An echo, an edit or a deletion needs only its id. */
export function issuesOf(kind: MessageKind | undefined, item: MessageItem, raw: unknown): readonly Issue[] {
  if (kind === undefined) return [unsaid]
  if (kind === 'echo' || kind === 'messageEdited' || kind === 'messageDeleted') return none
  const fields = raw as Readonly<Record<string, unknown>>
  const missing = item.channelId && item.chatType && item.chatId ? none : missingIn(item, fields)
  // An item that fits its schema unchanged has no unreadable field.
  return item === raw ? missing : [...missing, ...oddIn(item, fields)]
}

const none: readonly Issue[] = []

const unsaid: Issue = {
  path: 'isEcho',
  message: 'and "status" are missing, so the direction of the message is unknown',
}

/** A message without a chat can be neither replied to nor stored. */
function missingIn(item: MessageItem, raw: Readonly<Record<string, unknown>>): Issue[] {
  return (['channelId', 'chatType', 'chatId'] as const)
    .filter((path) => !item[path])
    .map((path) => ({ path, message: saysNothing(raw[path]) ? 'is missing' : 'cannot be read' }))
}

const telling = ['oldInfo', 'isEcho', 'isEdited', 'isDeleted', 'sentFromApp', 'status'] as const
const naming = ['authorName', 'authorId'] as const

/** Returns the unreadable fields that could show that it is not a message of a customer. A bot must not reply to such a message. */
function oddIn(item: MessageItem, raw: Readonly<Record<string, unknown>>): Issue[] {
  const paths = item.status ? telling : [...telling, ...naming]
  return paths
    .filter((path) => (item[path] === undefined || item[path] === null) && !saysNothing(raw[path]))
    .map((path) => ({ path, message: 'cannot be read, so it may not be a message of a customer' }))
}
