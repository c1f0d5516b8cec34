import { pickLaterStatus, type SentStatus } from '../../webhooks/events/later-status.ts'
import type { OutboxCode, OutboxEvent } from './entry-state.ts'
import { isFinal, stateOf, type Call, type EntryRecord, unusedRoute } from './record.ts'

// Each function adds one fact to an entry, and returns undefined when that changes nothing.

/** Adds a call whose first request may leave now. */
export function beginCall(record: EntryRecord, call: Call): EntryRecord {
  return { ...record, calls: [...record.calls, call] }
}

/** Notes that Wazzup has accepted a route. */
export function accept(
  record: EntryRecord,
  { route, messageId, by }: { route: number; messageId: string | null; by: 'response' | 'repeated' | 'echo' },
  now: number,
): EntryRecord | undefined {
  if (route !== record.route) {
    // A process that stalled brings what an earlier route has become.
    if (messageId === null || record.earlier.includes(messageId)) return undefined
    return { ...record, earlier: [...record.earlier, messageId] }
  }
  const isKnown = record.accepted !== null
  if (isKnown && (record.messageId !== null || messageId === null)) return undefined
  return reportOnce(
    {
      ...record,
      accepted: record.accepted ?? { at: now, by },
      messageId: record.messageId ?? messageId,
      isSeen: record.isSeen || by === 'echo',
      inputs: hasNextRoute(record) ? record.inputs : null,
    },
    'accepted',
    now,
  )
}

/** Notes that nothing of a call has left, with the code that says why. */
export function endCall(record: EntryRecord, call: Call, now: number): EntryRecord {
  const calls = record.calls.map((each) => (each.id === call.id ? { ...each, effect: 'none' as const } : each))
  const after = { ...record, calls }
  // The handlers of `unknown` know that it may have been sent, so it does not leave by itself any more.
  if (record.reported.unknown === undefined || stateOf(after, now) !== 'queued') return after
  return end(after, 'rejected', 'NEVER_LEFT', now)
}

/** Notes that the effects of the calls of a route will not be known by a response any more. */
export function giveUpCalls(record: EntryRecord): EntryRecord {
  const calls = record.calls.map((each) => (each.effect === 'pending' ? { ...each, effect: 'unknown' as const } : each))
  const after = { ...record, calls }
  return record.fallback?.onUnknown === 'next' && hasNextRoute(record) ? useNextRoute(after) : after
}

/** Ends an entry that has not left, or uses its next route. */
export function reject(record: EntryRecord, code: string, now: number): EntryRecord {
  return hasNextRoute(record) ? useNextRoute({ ...record, code }) : endWith(record, 'rejected', code, now)
}

/** Ends an entry before it has left. */
export function end(
  record: EntryRecord,
  state: NonNullable<EntryRecord['end']>,
  code: OutboxCode,
  now: number,
): EntryRecord {
  return endWith(record, state, code, now)
}

function endWith(record: EntryRecord, state: NonNullable<EntryRecord['end']>, code: string, now: number): EntryRecord {
  return reportOnce({ ...record, end: state, code, inputs: null }, state, now)
}

/** Notes a status of a message. Statuses never go backwards, in whichever order they come. */
export function addStatus(
  record: EntryRecord,
  { messageId, status, code }: { messageId: string; status: SentStatus; code: string | null },
  now: number,
): EntryRecord | undefined {
  if (messageId !== record.messageId) {
    return hasReached(status) && record.earlier.includes(messageId) ? report(record, 'contradiction', now) : undefined
  }
  const later = pickLaterStatus(record.status, status) ?? null
  if (later === record.status) return undefined
  const after = { ...record, status: later, isSeen: true }
  if (hasReached(later)) return reportOnce(after, later, now)
  if (later !== 'error') return after
  const failed = { ...after, code }
  // A customer who has it would get it again.
  return hasNextRoute(record) && !hasReached(record.status)
    ? useNextRoute(failed)
    : reportOnce({ ...failed, inputs: null }, 'failed', now)
}

/** Notes that an echo of the message has come. */
export function see(record: EntryRecord, messageId: string): EntryRecord | undefined {
  return record.messageId !== messageId || record.isSeen ? undefined : { ...record, isSeen: true }
}

/** Notes that the deletion of a message that did not arrive begins, or has succeeded. Then the next route is used. */
export function addDeletion(record: EntryRecord, deletion: 'begun' | 'done'): EntryRecord {
  const after = { ...record, deletion }
  return deletion === 'begun' ? after : useNextRoute(after)
}

/** Notes that a message that did not arrive was not deleted, with the code that says why. */
export function addNoDeletion(record: EntryRecord, code: OutboxCode, now: number): EntryRecord {
  const after: EntryRecord = { ...record, deletion: 'failed', code }
  return record.fallback?.ifNotDeleted === 'next' ? useNextRoute(after) : reportOnce(after, 'undelivered', now)
}

/** Returns whether a status proves that the customer has the message. `sent` does not, also in Telegram: its errors come later. */
function hasReached(status: SentStatus | null): status is 'delivered' | 'read' {
  return status === 'delivered' || status === 'read'
}

export function hasNextRoute({ routes, route }: EntryRecord): boolean {
  return route + 1 < routes.length
}

/** Uses the next route, as if the entry were new. */
export function useNextRoute(record: EntryRecord): EntryRecord {
  return {
    ...record,
    route: record.route + 1,
    ...unusedRoute,
    earlier: record.messageId === null ? record.earlier : [...record.earlier, record.messageId],
  }
}

/** Notes when an event is reported to the app. */
export function report(record: EntryRecord, event: OutboxEvent, now: number): EntryRecord {
  return { ...record, reported: { ...record.reported, [event]: now } }
}

function reportOnce(record: EntryRecord, event: OutboxEvent, now: number): EntryRecord {
  return record.reported[event] === undefined ? report(record, event, now) : record
}

/** Returns whether an entry can still be cancelled: nothing of it can have left. */
export function isCancellable(record: EntryRecord, now: number): boolean {
  return !isFinal(record) && stateOf(record, now) === 'queued'
}
