import type * as v from 'valibot'
import type { Schema } from '../guard.ts'
import type { Issue } from '../issues.ts'
import { parse } from '../parse.ts'
import { authorOf, directionOf } from './author.ts'
import { readDeliveryError, type ExplainDelivery } from './delivery-error.ts'
import type { EventKind, Events, UnknownEvent } from './events.ts'
import { isMessageItem, isStatusItem } from './item-guards.ts'
import {
  channelItemSchema,
  contactRequestSchema,
  dealRequestSchema,
  messageItemSchema,
  statusItemSchema,
  templateItemSchema,
} from './items.ts'

/** One event and the item it was read from, as Wazzup sent it. */
export interface Occurrence {
  event: Events[EventKind]
  raw: unknown
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
 * Reads a delivery. One item where a list is documented is a list of one, and the reverse; null is nothing. What cannot
 * be read becomes an `unknown` event and sinks nothing beside it. Undefined when there are more than `most` items.
 */
export function splitDelivery(delivery: object, most: number, explain: ExplainDelivery): Occurrence[] | undefined {
  const occurrences: Occurrence[] = []
  for (const [key, value] of Object.entries(delivery)) {
    if (value === null || value === undefined || key === ping) continue
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined
    const items: readonly unknown[] = reader && Array.isArray(value) ? value : [value]
    if (occurrences.length + items.length > most) return undefined
    for (const raw of items) {
      occurrences.push({ event: reader ? reader(raw, explain) : unknownEvent(key, raw, []), raw })
    }
  }
  return occurrences
}

function unknownEvent(key: string, value: unknown, issues: readonly Issue[]): UnknownEvent {
  return { kind: 'unknown', key, value, issues }
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
  const reading = isMessageItem(raw) ? { value: raw } : parse(messageItemSchema(), raw)
  if (reading.issues) return unknownEvent('messages', raw, reading.issues)
  const item = reading.value as v.InferOutput<ReturnType<typeof messageItemSchema>>
  const kind = kindOf(item)
  const issues = kind === 'unknown' ? [unsaid] : kind === 'message' || kind === 'echo' ? missingIn(item) : []
  if (issues.length > 0) return unknownEvent('messages', raw, issues)
  return withError({ ...item, kind, author: authorOf(item) }, explain) as unknown as Events[EventKind]
}

const unsaid: Issue = {
  path: 'isEcho',
  message: 'is missing, and so is status: nothing says whether it came in or went out',
}

function kindOf(item: v.InferOutput<ReturnType<typeof messageItemSchema>>): EventKind {
  if (item.isDeleted === true) return 'messageDeleted'
  if (item.isEdited === true) return 'messageEdited'
  const direction = directionOf(item)
  if (direction === 'unknown') return 'unknown'
  return direction === 'in' ? 'message' : 'echo'
}

/** A message whose chat is not known can be neither answered nor filed. */
function missingIn(item: v.InferOutput<ReturnType<typeof messageItemSchema>>): Issue[] {
  if (item.channelId && item.chatType && item.chatId) return []
  return (['channelId', 'chatType', 'chatId'] as const)
    .filter((path) => !item[path])
    .map((path) => ({ path, message: 'is missing' }))
}

function readStatus(raw: unknown, explain: ExplainDelivery): Events[EventKind] {
  const reading = isStatusItem(raw) ? { value: raw } : parse(statusItemSchema(), raw)
  if (reading.issues) return unknownEvent('statuses', raw, reading.issues)
  return withError({ ...(reading.value as Item), kind: 'status' }, explain) as unknown as Events['status']
}

/** Replaces what Wazzup says of a failure by what the catalogue says of it. */
function withError(event: Item, explain: ExplainDelivery): Item {
  const { error } = event
  if (event.status === 'error' || !saysNothing(error)) event.error = readDeliveryError(error, explain)
  else if (error !== undefined) event.error = undefined
  return event
}

/** null, and what some languages make of it: '', {} and []. */
function saysNothing(error: unknown): boolean {
  return !error || (typeof error === 'object' && Object.keys(error).length === 0)
}
