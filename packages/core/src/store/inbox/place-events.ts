import { identityOf, uniqueId } from '../../webhooks/events/identity.ts'
import { escapePart, toChatKey } from '../port/chat-key.ts'
import type { ChatAddress } from '../port/chat-address.ts'
import type { NewEvent, StoreDriver } from '../port/driver.ts'
import type { Hash } from '../port/hash.ts'
import type { AnyEvent, InboxItem } from './inbox-parts.ts'
import { isOfMessage, statusIn, type StoredItem } from './stored-item.ts'

/** Maximum number of characters of an id and of a lane. A longer one is replaced by its hash, because databases limit keys. */
const longestKey = 500

/** An event to store, with the item of the delivery. */
export interface PlacedEvent {
  event: AnyEvent
  stored: NewEvent & { data: StoredItem }
}

/** Where an event is ordered. */
interface Place {
  lane: string
  subject?: string | undefined
}

/** Returns the events to store for the items of a delivery, with their ids and lanes. */
export async function placeEvents(
  { driver, account, hash }: { driver: StoreDriver; account: string; hash: Hash },
  items: readonly InboxItem[],
  at: number,
): Promise<PlacedEvent[]> {
  const events = items.flatMap((item) => {
    const { event, key, raw } = item
    const data: StoredItem = { v: 1, key, item: raw, at }
    const status = statusIn(item)
    const part = status && { event: status, data: { ...data, part: 'status' as const }, chat: chatOf(event) }
    return [{ event, data, chat: undefined }, ...(part ? [part] : [])]
  })
  const known = await findPlaces(
    driver,
    account,
    events.map(({ event }) => event),
  )
  return Promise.all(
    events.map(async ({ event, data, chat }) => {
      const id = await idOf(event, hash)
      const { lane, subject = chat && toChatKey(chat) } = placeOf(event, id, known)
      return { event, stored: { id, lane: await shorten(lane, hash), subject, data } }
    }),
  )
}

/** Returns the id of an event. Parts that could be guessed from a hash are hashed with the key of the store. */
async function idOf(event: AnyEvent, hash: Hash): Promise<string> {
  const identity = identityOf(event as unknown as Parameters<typeof identityOf>[0])
  if (identity === undefined) return uniqueId(event.kind)
  const id = typeof identity === 'string' ? identity : `${identity.prefix}:${await hash(identity.content)}`
  return shorten(id, hash)
}

async function shorten(key: string, hash: Hash): Promise<string> {
  if (key.length <= longestKey) return key
  const start = /^[a-z]+[/:]/i.exec(key)?.[0] ?? ''
  return `${start}long:${await hash(key)}`
}

/** Returns where the messages are whose edits, deletions and echoes do not say their chat. */
async function findPlaces(
  driver: StoreDriver,
  account: string,
  events: readonly AnyEvent[],
): Promise<ReadonlyMap<string, Place>> {
  const known = new Map<string, Place>()
  const ids = events.flatMap((event) => (isOfMessage(event) && !chatOf(event) ? messageIdsOf(event) : []))
  if (ids.length === 0) return known
  for (const { id, lane, subject } of await driver.find(account, ids)) known.set(id, { lane, subject })
  // The message may be in the same delivery.
  for (const event of events) {
    const chat = chatOf(event)
    if (chat && !known.has(event.id)) known.set(event.id, placeOfChat(chat))
  }
  return known
}

function messageIdsOf({ messageId }: { messageId: string }): string[] {
  return [`message:${messageId}`, `echo:${messageId}`]
}

function placeOf(event: AnyEvent, id: string, known: ReadonlyMap<string, Place>): Place {
  switch (event.kind) {
    case 'status':
      return { lane: `in/status/${escapePart(event.messageId)}` }
    case 'channel':
      return { lane: `in/channel/${escapePart(event.channelId)}` }
    case 'template':
      return { lane: `in/template/${escapePart(event.templateGuid)}` }
    case 'unrecognized': {
      const chat = chatOf(event.value)
      return { lane: `in/unrecognized/${escapePart(id)}`, subject: chat && toChatKey(chat) }
    }
    default: {
      const chat = chatOf(event)
      if (chat) return placeOfChat(chat)
      const { messageId } = event as { messageId: string }
      const place = messageIdsOf({ messageId }).flatMap((each) => known.get(each) ?? [])[0]
      return place ?? { lane: `in/message/${escapePart(messageId)}` }
    }
  }
}

function placeOfChat(chat: ChatAddress): Place {
  const subject = toChatKey(chat)
  return { lane: `in/${subject}`, subject }
}

/** Returns the chat of an event or an item that says it. */
export function chatOf(event: unknown): ChatAddress | undefined {
  const { channelId, chatType, chatId } = (event ?? {}) as Readonly<Record<string, unknown>>
  return isText(channelId) && isText(chatType) && isText(chatId) ? { channelId, chatType, chatId } : undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
