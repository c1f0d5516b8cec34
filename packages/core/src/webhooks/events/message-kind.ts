import type * as v from 'valibot'
import type { Issue } from '../../schema/issues.ts'
import { lazy } from '../../schema/lazy.ts'
import { directionOf } from './author.ts'
import { saysNothing } from './delivery-error.ts'
import { messageTypes, type messageItemSchema } from '../items/items.ts'

/** An item of `messages` after it was read. */
export type MessageItem = v.InferOutput<ReturnType<typeof messageItemSchema>>

/** What an item of `messages` can be. */
type MessageKind = 'message' | 'groupMessage' | 'missedCall' | 'system' | 'echo' | 'messageEdited' | 'messageDeleted'

/** What a message is; undefined when it says neither that it came in nor that it went out. */
export function kindOf(item: MessageItem): MessageKind | undefined {
  if (item.isDeleted === true) return 'messageDeleted'
  // The status `edited` is documented for `statuses`; here it says the same.
  if (item.isEdited === true || item.status === 'edited') return 'messageEdited'
  if (!saysNothing(item.oldInfo)) return changeOf(item)
  const direction = directionOf(originOf(item))
  if (direction === 'out') return 'echo'
  const about = item.type ? meaningOf(item.type) : undefined
  // Nobody answers it, so its direction does not matter.
  if (about === 'system') return 'system'
  if (direction === 'unknown') return undefined
  // A call in a group, too: an answer would be read by all of them.
  return isGroup(item) ? 'groupMessage' : (about ?? 'message')
}

/** Only changed and deleted messages have `oldInfo`. Without a flag, a message with a new content was changed. */
function changeOf({ text, contentUri, oldInfo }: MessageItem): MessageKind {
  return contentUri || (text && text !== oldInfo?.oldText) ? 'messageEdited' : 'messageDeleted'
}

const written = lazy(
  (): ReadonlySet<string> => new Set(messageTypes.filter((type) => type !== 'missing_call' && type !== 'system')),
)

/** The documented names are `missing_call` and `system`; others like them must not reach a bot as a message either. */
function meaningOf(type: string): 'missedCall' | 'system' | undefined {
  if (written().has(type)) return undefined
  const folded = type.toLowerCase().replaceAll(/[^a-z]/g, '')
  if (/^miss(ing|ed)call/.test(folded)) return 'missedCall'
  return folded.startsWith('system') ? 'system' : undefined
}

/**
 * Groups of WhatsApp that come as `whatsapp`: `<phone>-<unix seconds>`, as in a fixture of amoCRM, more digits than a
 * phone has, or WhatsApp's own suffixes of groups, stories and channels.
 */
const whatsappGroupId = /^\d+-\d{9,}$|^\d{16,}$|@(?:g\.us|broadcast|newsletter)$/i

/** VK numbers conversations from 2,000,000,001 up. No wider: an id of Wazzup may be a number that is none of VK's. */
const vkConversationId = /^20000\d{5}$/

/** Whether a chat is a group: by its type, which may be one that this version does not know, or by the form of its id. */
function isGroup({ chatType, chatId }: Pick<MessageItem, 'chatType' | 'chatId'>): boolean {
  if (!chatType || !chatId) return false
  if (chatType === 'whatsapp') return whatsappGroupId.test(chatId)
  if (chatType === 'vk') return vkConversationId.test(chatId)
  // Telegram and MAX number people from 1 up and groups from -1 down.
  return /group/i.test(chatType) || (/^(?:telegram|max)/i.test(chatType) && chatId.startsWith('-'))
}

/** The fields that tell where a message comes from. In a group an `authorName` may be that of the writer, who is no employee. */
export function originOf(item: MessageItem): Omit<MessageItem, 'messageId'> {
  if (!item.authorName || !isGroup(item)) return item
  const { status, isEcho, authorId, sentFromApp } = item
  const unnamed = { status, isEcho, authorId, sentFromApp }
  // Where the rest says that it went out, an employee wrote it after all.
  return directionOf(unnamed) === 'out' ? item : unnamed
}

/** What is missing for a message to be delivered as the kind that it is. An echo, an edit or a deletion needs its id only. */
export function issuesOf(kind: MessageKind | undefined, item: MessageItem, raw: unknown): readonly Issue[] {
  if (kind === undefined) return [unsaid]
  if (kind === 'echo' || kind === 'messageEdited' || kind === 'messageDeleted') return none
  const missing = item.channelId && item.chatType && item.chatId ? none : missingIn(item)
  // What fits as it came holds nothing odd.
  return item === raw ? missing : [...missing, ...oddIn(item, raw as Readonly<Record<string, unknown>>)]
}

const none: readonly Issue[] = []

const unsaid: Issue = {
  path: 'isEcho',
  message: 'is missing, and so is status: nothing says whether it came in or went out',
}

/** A message whose chat is not known can be neither answered nor filed. */
function missingIn(item: MessageItem): Issue[] {
  return (['channelId', 'chatType', 'chatId'] as const)
    .filter((path) => !item[path])
    .map((path) => ({ path, message: 'is missing' }))
}

const telling = ['isEcho', 'isEdited', 'isDeleted', 'sentFromApp', 'status'] as const
const naming = ['authorName', 'authorId'] as const

/** What would have told that it is no message of a customer, if it could be read: such a message must not be answered. */
function oddIn(item: MessageItem, raw: Readonly<Record<string, unknown>>): Issue[] {
  const paths = item.status ? telling : [...telling, ...naming]
  return paths
    .filter((path) => (item[path] === undefined || item[path] === null) && isOdd(raw[path]))
    .map((path) => ({ path, message: 'cannot be read: it may not be a message of a customer' }))
}

function isOdd(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' : value === 0 || !saysNothing(value)
}
