import { CLOCK_DIFFERENCE, OWN_WINDOW, REPEAT_WINDOW } from '../../client/timing/retry.ts'
import type { SentStatus } from '../../webhooks/events/later-status.ts'
import type { Entry, EntryState, OutboxEvent } from './entry-state.ts'

/** Milliseconds after T0 within which the last attempt of a route ends: in the process that wrote T0, and in another one. */
export const limits = { own: OWN_WINDOW, resumed: OWN_WINDOW - CLOCK_DIFFERENCE }

/** Milliseconds after T0 until the `dateTime` of an echo can be that of the message, with a clock that differs. */
export const echoTime = REPEAT_WINDOW + CLOCK_DIFFERENCE

/** What is stored of an entry. The state is computed from facts, and facts only grow. */
export interface EntryRecord {
  /** Version of this format. */
  v: 1
  id: string
  /** Hash of what was asked for: the same id must name the same message. */
  hash: string
  data: unknown
  /** Whether a pause of its chat cancels it. */
  isPausable: boolean
  /** Whether it leaves most of the rate to other entries. */
  isBulk: boolean
  createdAt: number
  notBefore: number | null
  expiresAt: number
  routes: readonly Route[]
  /** Inputs of the routes, sealed if the outbox has a codec; null when they are not needed any more. */
  inputs: unknown
  fallback: Fallback | null
  /** Index of the route in use. */
  route: number
  /** Calls of this route. */
  calls: readonly Call[]
  /** Number of attempts of this route that a passing problem stopped. */
  tries: number
  /** Set when Wazzup has accepted this route. */
  accepted: { at: number; by: 'response' | 'repeated' | 'echo' } | null
  messageId: string | null
  /** Whether an echo or a status of the message has come. */
  isSeen: boolean
  status: SentStatus | null
  /** Set before our deletion of a message that did not arrive is called. */
  deletion: 'begun' | 'done' | 'failed' | null
  /** Set when it has ended without being accepted. */
  end: 'rejected' | 'cancelled' | 'expired' | null
  code: string | null
  /** When each event was reported. */
  reported: Readonly<Partial<Record<OutboxEvent, number>>>
  /** The entry that leaves after this one, and how long to wait for news of this one. */
  next: { id: string; patience: number } | null
  /** Message ids of earlier routes. */
  earlier: readonly string[]
}

/** The facts of a route of which nothing has left. */
export const unusedRoute = {
  calls: [],
  tries: 0,
  accepted: null,
  messageId: null,
  isSeen: false,
  status: null,
  deletion: null,
  end: null,
  reported: {},
} as const satisfies Partial<EntryRecord>

/** One way to the customer. */
export interface Route {
  channelId: string
  chatType: string
  /** One of the three is set. */
  chatId: string | null
  phone: string | null
  username: string | null
  crmUserId: string | null
  /** What its echo is recognized by: the kind of content, and the hash of a text. */
  content: string
  crmMessageId: string
  lane: string
}

interface Fallback {
  /** Milliseconds after which a message that has not arrived is deleted and the next route is used; null: never. */
  after: number | null
  onUnknown: 'stop' | 'next'
  ifNotDeleted: 'stop' | 'next'
}

/** One use of the client. */
export interface Call {
  id: string
  /** When the first request of the route could have left, by the clock of the store. */
  t0: number
  /** The process that made it. */
  process: string
  effect: 'pending' | 'none' | 'unknown'
}

/** Returns the state of an entry. */
export function stateOf(record: EntryRecord, now: number): EntryState {
  // An acceptance counts more than everything else: what Wazzup has accepted is never shown as not sent.
  if (record.status === 'error' || record.deletion === 'done') return 'failed'
  if (record.accepted) return record.status === 'read' || record.status === 'delivered' ? record.status : 'accepted'
  if (record.end) return record.end
  const pending = record.calls.filter(({ effect }) => effect === 'pending')
  if (pending.some(({ t0 }) => now - t0 < limits.own)) return 'sending'
  if (pending.length > 0 || record.calls.some(({ effect }) => effect === 'unknown')) return 'unknown'
  return 'queued'
}

/** Returns T0 of the route; undefined when no request of it can have left. */
export function t0Of({ calls }: EntryRecord): number | undefined {
  return calls.find(({ effect }) => effect !== 'none')?.t0
}

/** Returns whether its echo may come without its id being known: then an echo can be claimed for it. */
export function isOpen(record: EntryRecord): boolean {
  if (record.end) return false
  return record.accepted ? record.messageId === null && record.status === null : t0Of(record) !== undefined
}

/** Returns whether nothing will change it any more. */
export function isFinal(record: EntryRecord): boolean {
  return record.end !== null || record.status === 'error' || record.status === 'read' || record.deletion === 'done'
}

/** Returns the entry as the app sees it. */
export function toEntry(record: EntryRecord, now: number): Entry {
  const { id, messageId, accepted, isSeen, route, code, data, reported, createdAt } = record
  return {
    id,
    state: stateOf(record, now),
    messageId,
    confirmed: accepted !== null && (accepted.by !== 'repeated' || isSeen),
    route,
    ...(code === null ? {} : { code }),
    ...(data === null || data === undefined ? {} : { data }),
    at: { queued: createdAt, ...reported },
  }
}
