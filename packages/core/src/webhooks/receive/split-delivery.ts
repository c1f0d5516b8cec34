import { type Schema, parse } from '../../schema/schema.ts'
import type { Issue } from '../../schema/issues.ts'
import { listOf } from '../../schema/list-of.ts'
import { getUnreadable } from '../../schema/unreadable.ts'
import { authorOf } from '../events/author.ts'
import { readDeliveryError, tellsError, type ExplainDelivery } from '../events/delivery-error.ts'
import type { EventKind, Events, UnrecognizedEvent } from '../events/events.ts'
import { isMessageItem, isStatusItem } from '../items/item-guards.ts'
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
  /** What of a list inside could not be read and was left out. */
  issues?: readonly Issue[] | undefined
}

type Item = Record<string, unknown>

/** Turns one item into an event. */
type ReadItem = (raw: unknown, explain: ExplainDelivery) => Events[EventKind]

/** Every key of a delivery that holds events, with how one of its items is read. */
const readers: Readonly<Record<string, ReadItem>> = {
  messages: readMessage,
  statuses: readStatus,
  channelsUpdates: (raw) => readAs('channelsUpdates', channelItemSchema, 'channel', raw),
  templateStatus: (raw) => readAs('templateStatus', templateItemSchema, 'template', raw),
  createContact: (raw) => readAs('createContact', contactRequestSchema, 'createContact', raw),
  createDeal: (raw) => readAs('createDeal', dealRequestSchema, 'createDeal', raw),
}

/** `{ "test": true }` is the ping of a registration: it holds nothing, and wants a 200. */
const ping = 'test'

/** Whether a delivery has a key that this package knows, with or without anything in it. */
export function isKnown(delivery: object): boolean {
  return Object.keys(delivery).some((key) => key === ping || Object.hasOwn(readers, key))
}

/**
 * Reads a delivery. One item where a list is documented is a list of one, and the reverse; a list inside of a list is a
 * part of it; null is nothing. What cannot be read becomes an `unrecognized` event and removes nothing beside it. Undefined
 * when there are more than `most` items.
 */
export function splitDelivery(delivery: object, most: number, explain: ExplainDelivery): ReceivedEvent[] | undefined {
  const received: ReceivedEvent[] = []
  for (const [key, value] of Object.entries(delivery)) {
    if (value === null || value === undefined || key === ping) continue
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined
    const items = reader ? listOf(value).flatMap((item) => (isFilled(item) ? item : [item])) : [value]
    if (received.length + items.length > most) return undefined
    for (const raw of items) {
      const event = reader ? reader(raw, explain) : unknownEvent(key, raw, [])
      const issues = questions.has(key) ? leftOutOf(key, event) : []
      received.push(issues.length > 0 ? { event, raw, issues } : { event, raw })
    }
  }
  return received
}

function isFilled(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0
}

/** Returns the key of a question without content: `{ "createContact": null }`. */
export function findEmptyQuestion(delivery: object): string | undefined {
  return Object.keys(delivery).find((key) => questions.has(key))
}

/** The keys of questions, which hold lists of ids and chats. */
const questions: ReadonlySet<string> = new Set(['createContact', 'createDeal'])

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

function unknownEvent(key: string, value: unknown, issues: readonly Issue[]): UnrecognizedEvent {
  return { kind: 'unrecognized', key, value, issues }
}

function readAs<Kind extends EventKind>(
  key: string,
  schema: () => Schema,
  kind: Kind,
  raw: unknown,
): Events[EventKind] {
  const reading = parse(schema(), raw)
  if (reading.issues) return unknownEvent(key, raw, reading.issues)
  return { ...(reading.value as Item), kind } as unknown as Events[Kind]
}

function readMessage(raw: unknown, explain: ExplainDelivery): Events[EventKind] {
  const reading = isMessageItem(raw) ? { value: raw } : parse(messageItemSchema(), withoutLists(raw))
  if (reading.issues) return unknownEvent('messages', raw, reading.issues)
  const item = withStatus(reading.value as MessageItem)
  const kind = kindOf(item)
  const issues = issuesOf(kind, item, raw)
  if (issues.length > 0) return unknownEvent('messages', raw, issues)
  const event: Item = { ...item, kind, author: authorOf(originOf(item)) }
  const quotedMessageId = quotedIdOf(item, raw as Item)
  if (quotedMessageId !== undefined || event.quotedMessageId !== undefined) event.quotedMessageId = quotedMessageId
  return withError(event, explain) as unknown as Events[EventKind]
}

/** An error alone tells that it went out and failed. */
function withStatus<Read extends { status?: string | null | undefined }>(item: Read): Read {
  return item.status || !tellsError(item as Item) ? item : { ...item, status: 'error' }
}

const objects = ['contact', 'oldInfo', 'quotedMessage', 'instPost', 'advert'] as const

/** A list where an object is documented is its first item. */
function withoutLists(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return raw
  const listed = objects.filter((name) => Array.isArray((raw as Item)[name]))
  if (listed.length === 0) return raw
  return { ...raw, ...Object.fromEntries(listed.map((name) => [name, ((raw as Item)[name] as unknown[])[0]])) }
}

/** The fields of a quote are undocumented; the id may also stand alone. */
function quotedIdOf({ quotedMessage }: MessageItem, raw: Item): string | undefined {
  const ids = [quotedMessage?.messageId, quotedMessage?.id, raw.quotedMessage, raw.quotedMessageId]
  const id = ids.find((each) => typeof each === 'number' || (typeof each === 'string' && each !== ''))
  return id === undefined ? undefined : String(id)
}

function readStatus(raw: unknown, explain: ExplainDelivery): Events[EventKind] {
  const reading = isStatusItem(raw) ? { value: raw } : parse(statusItemSchema(), raw)
  if (reading.issues) return unknownEvent('statuses', raw, reading.issues)
  const item = withStatus(reading.value as { status?: string | null | undefined })
  return withError({ ...item, kind: 'status' }, explain) as unknown as Events['status']
}

/** Replaces what Wazzup says of a failure by what the catalogue says of it. */
function withError(event: Item, explain: ExplainDelivery): Item {
  if (tellsError(event)) event.error = readDeliveryError(event, explain)
  else if (event.error !== undefined) event.error = undefined
  return event
}
