import { type Schema, parse } from '../../schema/schema.ts'
import { saysNothing } from '../../errors/from-response/says-nothing.ts'
import type { Issue } from '../../schema/issues.ts'
import { listOf } from '../../schema/list-of.ts'
import { getUnreadable } from '../../schema/unreadable.ts'
import { authorOf } from '../events/author.ts'
import { readDeliveryError, tellsError, type ExplainDelivery } from '../events/delivery-error.ts'
import type { EventKind, Events, UnrecognizedEvent } from '../events/events.ts'
import type { EventIdentity } from '../events/event-identity.ts'
import { plainId, timeOf } from '../events/identity.ts'
import { isQuestion } from '../handle/question-responses.ts'
import { isMessageItem, isStatusItem } from '../items/item-guards.ts'
import { toItemId } from '../items/item-fields.ts'
import {
  channelItemSchema,
  contactRequestSchema,
  dealRequestSchema,
  messageItemSchema,
  statusItemSchema,
  templateItemSchema,
} from '../items/items.ts'
import { issuesOf, kindOf, originOf, type MessageItem } from '../events/message-kind.ts'

/** One event and the item it was read from, as Wazzup sent it. */
export interface ReceivedEvent {
  event: Events[EventKind]
  raw: unknown
  /** The key of the delivery under which it came. */
  key: string
  /** Entries of inner lists that could not be read and were left out. */
  issues?: readonly Issue[] | undefined
}

type Item = Record<string, unknown>
type Identified = Item & EventIdentity & { kind: string }

/** How items are read. */
export interface Reading {
  explain: ExplainDelivery
  /** When the delivery came, in milliseconds since 1970. */
  arrivedAt: number
}

/** Turns one item into an event. */
type ReadItem = (raw: unknown, how: Reading) => Events[EventKind]

/** Each key of a delivery that contains events, with the function that reads one of its items. */
const readers: Readonly<Record<string, ReadItem>> = {
  messages: readMessage,
  statuses: readStatus,
  channelsUpdates: (raw, how) => readAs('channelsUpdates', channelItemSchema, 'channel', raw, how),
  templateStatus: (raw, how) => readAs('templateStatus', templateItemSchema, 'template', raw, how),
  createContact: (raw, how) => readAs('createContact', contactRequestSchema, 'createContact', raw, how),
  createDeal: (raw, how) => readAs('createDeal', dealRequestSchema, 'createDeal', raw, how),
}

function readerOf(key: string): ReadItem | undefined {
  return Object.hasOwn(readers, key) ? readers[key] : undefined
}

/**
 * Returns whether a key is the ping when an address is subscribed, `{ "test": true }`: it contains no events, and Wazzup
 * expects 200. With another value, the key is one that is not known.
 */
function isPing(key: string, value: unknown): boolean {
  return key === 'test' && (saysNothing(value) || value === 1 || value === true || value === 'true')
}

/** Returns whether a delivery has a key that this package knows, even an empty one. */
export function isKnown(delivery: object): boolean {
  return Object.entries(delivery).some(([key, value]) => isPing(key, value) || readerOf(key))
}

/**
 * Returns the events of a delivery; undefined when it has more than `most` items. An item in place of a list is read as a
 * list of one, and the reverse. A list inside of a list is flattened, and null is ignored. An item that cannot be read
 * becomes an `unrecognized` event; the other items are still read.
 */
export function splitDelivery(delivery: object, most: number, how: Reading): ReceivedEvent[] | undefined {
  const received: ReceivedEvent[] = []
  for (const [key, value] of Object.entries(delivery)) {
    if (value === null || value === undefined || isPing(key, value)) continue
    const items = readerOf(key)
      ? listOf(value).flatMap((item) => (Array.isArray(item) && item.length > 0 ? item : [item]))
      : [value]
    if (received.length + items.length > most) return undefined
    for (const raw of items) received.push(readItem(key, raw, how))
  }
  return received
}

/** Reads one item that came under a key of a delivery. */
export function readItem(key: string, raw: unknown, how: Reading): ReceivedEvent {
  const reader = readerOf(key)
  const event = reader ? reader(raw, how) : unknownEvent(key, raw, [], how)
  const issues = isQuestion(key) ? leftOutOf(key, event) : []
  return issues.length > 0 ? { event, raw, key, issues } : { event, raw, key }
}

/** Returns the key of a question without content: `{ "createContact": null }`. */
export function findEmptyQuestion(delivery: object): string | undefined {
  return Object.keys(delivery).find((key) => isQuestion(key))
}

function leftOutOf(key: string, event: object): Issue[] {
  return Object.entries(event).flatMap(([field, list]) =>
    Array.isArray(list)
      ? getUnreadable(list).flatMap(({ index, issues }) =>
          issues.map(({ path, message }) => ({
            path: `${key}.${field}[${index}]${path && !path.startsWith('[') ? '.' : ''}${path}`,
            message: `${message}; left out`,
          })),
        )
      : [],
  )
}

function unknownEvent(
  key: string,
  value: unknown,
  issues: readonly Issue[],
  { arrivedAt }: Reading,
): UnrecognizedEvent {
  const event = { kind: 'unrecognized', key, value, issues } as const
  return { ...event, id: plainId(event), at: arrivedAt }
}

function readAs<Kind extends EventKind>(
  key: string,
  schema: () => Schema,
  kind: Kind,
  raw: unknown,
  how: Reading,
): Events[EventKind] {
  const reading = parse(schema(), raw)
  if (reading.issues) return unknownEvent(key, raw, reading.issues, how)
  const event: Identified = { ...(reading.value as Item), kind, id: '', at: 0 }
  return identify(event, event.timestamp, how) as unknown as Events[Kind]
}

function readMessage(raw: unknown, how: Reading): Events[EventKind] {
  const reading = isMessageItem(raw) ? { value: raw } : parse(messageItemSchema(), withoutLists(raw))
  if (reading.issues) return unknownEvent('messages', raw, reading.issues, how)
  const given = reading.value as MessageItem
  const item = withStatus(given)
  // The status `edited` says what the item is, also when the edit has failed.
  const kind = kindOf(given.status ? given : item)
  const issues = issuesOf(kind, item, raw)
  if (issues.length > 0) return unknownEvent('messages', raw, issues, how)
  const event: Identified = { ...item, kind: kind!, id: '', at: 0, author: authorOf(originOf(item)) }
  const quotedMessageId = quotedIdOf(item, raw as Item)
  if (quotedMessageId !== undefined || event.quotedMessageId !== undefined) event.quotedMessageId = quotedMessageId
  // A bot that looks for a post must not reply in public to a comment whose post is missing or cannot be read.
  const { instPost } = raw as Item
  // Only public code names chat types of comments: `instacomment`, `instagramComment`.
  if (!saysNothing(instPost) || /comment/i.test(item.chatType!)) event.instPost ||= {}
  return identify(withError(event, how.explain), item.dateTime, how) as unknown as Events[EventKind]
}

/** Adds the id and the time of an event, which are made from its other fields. */
function identify(event: Identified, time: unknown, { arrivedAt }: Reading): Identified {
  event.id = plainId(event)
  event.at = timeOf(time, arrivedAt)
  return event
}

/** Sets the status `error` on an item that has an error. It is the one sign of a failure for handlers, inbox and outbox. */
function withStatus<Read extends object>(item: Read): Read {
  return tellsError(item as Item) ? { ...item, status: 'error' } : item
}

const objects = ['contact', 'oldInfo', 'quotedMessage', 'instPost', 'advert'] as const

/** Replaces a list by its first item where an object is documented. */
function withoutLists(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return raw
  const listed = objects.filter((name) => Array.isArray((raw as Item)[name]))
  return { ...raw, ...Object.fromEntries(listed.map((name) => [name, ((raw as Item)[name] as unknown[])[0]])) }
}

/** Undocumented: a quote may be an object or only the id. */
function quotedIdOf({ quotedMessage }: MessageItem, raw: Item): string | undefined {
  const ids = [quotedMessage?.messageId, quotedMessage?.id, raw.quotedMessage, raw.quotedMessageId]
  return ids.map(toItemId).find((id) => id !== undefined)
}

function readStatus(raw: unknown, how: Reading): Events[EventKind] {
  const reading = isStatusItem(raw) ? { value: raw } : parse(statusItemSchema(), raw)
  if (reading.issues) return unknownEvent('statuses', raw, reading.issues, how)
  const event: Identified = { ...withStatus(reading.value as Item), kind: 'status', id: '', at: 0 }
  return identify(withError(event, how.explain), event.timestamp, how) as unknown as Events['status']
}

/** Adds the error of the catalogue to an item that failed, and to one that has arrived and has an error nevertheless. */
function withError(event: Identified, explain: ExplainDelivery): Identified {
  if (event.status === 'error' || !saysNothing(event.error)) event.error = readDeliveryError(event, explain)
  else if (event.error !== undefined) event.error = undefined
  return event
}
