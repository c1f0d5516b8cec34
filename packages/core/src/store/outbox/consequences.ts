import type { NewEvent, RecordWrite } from '../port/driver.ts'
import { escapePart, toChatKey } from '../port/chat-key.ts'
import { isArrived } from './arrival.ts'
import { hasNextRoute } from './facts.ts'
import type { OutboxEvent } from './entry-state.ts'
import { isOpen, stateOf, t0Of, type EntryRecord, type Route } from './record.ts'

/** Milliseconds that a message behind another one waits after its echo or the status `sent`, for an error to come. */
const errorTime = 5_000

/** What a task of the outbox does. */
export type Task =
  /** Sends the route. */
  | { do: 'send'; id: string; route: number }
  /** Puts an entry into its lane. */
  | { do: 'start'; id: string }
  /** Reports an entry that no echo has settled. */
  | { do: 'reportUnknown'; id: string; route: number }
  /** Reports an accepted message of which nothing was heard. */
  | { do: 'reportSilent'; id: string; route: number }
  /** Applies a status that came before the message was accepted. */
  | { do: 'join'; id: string; messageId: string }
  /** Uses the next route for a message that has not arrived. */
  | { do: 'replaceLate'; id: string; route: number }
  /** Lets the next message leave if this one has no error. */
  | { do: 'releaseNext'; id: string }
  /** Cancels the messages behind one that has failed. */
  | { do: 'cancelNext'; id: string }
  /** Looks whether what is paused can send again. */
  | { do: 'probe' }

/** Something that happened to an entry, for the handlers of the app. */
export interface EntryNews {
  event: OutboxEvent
  id: string
}

/**
 * Returns the id of an event about an entry. It differs for each route, and for an entry that was forgotten and stored again,
 * because ids of earlier events are remembered.
 */
function eventId({ id, route, createdAt }: EntryRecord, name: string): string {
  return `${name}:${id}:${route}:${createdAt}`
}

/** Returns the event that puts a route into the lane of its chat. */
export function sendTask(record: EntryRecord): NewEvent {
  const { id, routes, route, calls } = record
  const { lane, ...address } = routes[route]!
  return {
    // An entry comes back into its lane when a call turns out not to have left.
    id: eventId(record, `send:${calls.length}`),
    lane,
    data: { do: 'send', id, route } satisfies Task,
    subject: subjectOf(address),
  }
}

/** Returns the event of a task for an entry, which runs beside the lanes of chats. It is forgotten with its chat. */
export function entryTask(entry: EntryRecord, name: string, data: Task, due?: number): NewEvent {
  return { ...task(eventId(entry, name), data, due), subject: subjectOf(entry.routes[entry.route]!) }
}

/** Returns the event of a task that runs beside the lanes of chats. */
export function task(id: string, data: Task, due?: number): NewEvent {
  return { id, lane: `check/${escapePart(id)}`, data, due }
}

/** Returns the key of the chat of a route; a route by phone or user name has a key of its own. */
export function subjectOf({ channelId, chatType, chatId, phone, username }: Omit<Route, 'lane'>): string {
  return toChatKey({ channelId, chatType, chatId: chatId ?? `${phone === null ? `@${username}` : `+${phone}`}` })
}

/**
 * Returns the record of an entry, to be written. Open entries of a channel can be read together. Once something has
 * happened to an entry, it is deleted at `expiresAt`, unless something else happens before.
 */
export function entryWrite(record: EntryRecord, version: string | undefined, expiresAt?: number): RecordWrite {
  const route = record.routes[record.route]!
  return {
    key: `entry/${record.id}`,
    value: record,
    version,
    group: isOpen(record) ? openGroup(route.channelId) : undefined,
    subject: subjectOf(route),
    expiresAt: stateOf(record, record.createdAt) === 'queued' ? undefined : expiresAt,
  }
}

/** Returns the group of the open entries of a channel. */
export function openGroup(channelId: string): string {
  return `open/${channelId}`
}

/** Returns everything that follows from a change of an entry, to be stored together with it. */
export function consequencesOf(
  before: EntryRecord | undefined,
  after: EntryRecord,
  { now, settleWithin }: { now: number; settleWithin: number },
): NewEvent[] {
  const { id, route, next, fallback } = after
  const events: NewEvent[] = []
  const add = (name: string, data: Task, due?: number) => void events.push(entryTask(after, name, data, due))
  const isNewRoute = before !== undefined && route !== before.route
  const earlier = isNewRoute ? undefined : before
  // Another process had given it up, and its own has proved since that nothing left.
  const isBack = earlier !== undefined && hasUnknown(earlier) && stateOf(after, now) === 'queued'
  if (isNewRoute || isBack) events.push(sendTask(after))
  for (const [event, at] of Object.entries(after.reported) as [OutboxEvent, number][]) {
    if (before?.reported[event] === at) continue
    const data: EntryNews = { event, id }
    events.push({
      id: eventId(after, `news:${event}`),
      lane: `news/${escapePart(id)}`,
      data,
      subject: subjectOf(after.routes[route]!),
    })
  }
  const t0 = t0Of(after)
  const settleAt = (t0 ?? now) + settleWithin
  if (hasUnknown(after) && !after.accepted && !(earlier && hasUnknown(earlier))) {
    add(`reportUnknown:${after.calls.length}`, { do: 'reportUnknown', id, route }, settleAt)
  }
  if (after.accepted && !earlier?.accepted) {
    const replaceAfter = hasNextRoute(after) ? (fallback?.after ?? 0) : 0
    if (replaceAfter > 0) add('replaceLate', { do: 'replaceLate', id, route }, now + replaceAfter)
    // A message that is soon replaced is not reported before.
    add('reportSilent', { do: 'reportSilent', id, route }, settleAt + replaceAfter)
    if (next) add('releaseNext:accepted', { do: 'releaseNext', id }, now + next.patience)
  }
  if (after.messageId && after.messageId !== earlier?.messageId) {
    add(`join:${after.messageId}`, { do: 'join', id, messageId: after.messageId })
  }
  if (!next) return events
  if (isArrived(after) && !(before && isArrived(before))) {
    add('releaseNext:arrived', { do: 'releaseNext', id })
  } else if ((after.isSeen || after.status === 'sent') && !earlier?.isSeen && earlier?.status !== 'sent') {
    add('releaseNext:seen', { do: 'releaseNext', id }, now + errorTime)
  }
  if (hasFailed(after)) add('cancelNext', { do: 'cancelNext', id })
  return events
}

function hasUnknown({ calls }: EntryRecord): boolean {
  return calls.some(({ effect }) => effect === 'unknown')
}

/** Returns whether the messages behind an entry must not leave. */
export function hasFailed(record: EntryRecord): boolean {
  return (
    record.end !== null ||
    record.status === 'error' ||
    record.deletion === 'done' ||
    record.reported.unknown !== undefined
  )
}
