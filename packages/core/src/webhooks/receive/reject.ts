import { WazzupNetworkError } from '../../errors/network-error.ts'
import type { WazzupError } from '../../errors/wazzup-error.ts'
import { createInputError } from '../../errors/validation-error.ts'
import { jsonResponse, type WebhookResponse } from '../../inbound/webhook-response.ts'
import type { EventKind, Events } from '../events/events.ts'

/** A delivery that was not handled, or not in time. It contains no secret, and of the body only the `event`. */
export interface RejectedDelivery {
  /** What `onError` gets: a rejected delivery, and not an event. */
  kind: 'delivery'
  /** HTTP status that Wazzup gets; 200 for a body that contains an unknown key with items, or nothing that is known. */
  status: number
  /** What was wrong. A response of the receiver has the same text. */
  reason: string
  /** What to do about it. */
  remedy: string
  /** The event whose handler was running at the deadline, or the event of the unknown key. */
  event?: Events[EventKind] | undefined
  /**
   * Number of other events of the delivery that waited for that handler at the deadline. They are handled when it ends;
   * if it never ends, they are never handled.
   */
  waiting?: number | undefined
  /** The items that may not be stored, as Wazzup sent them. Only with the status 503. */
  items?: readonly unknown[] | undefined
}

/** Why a delivery is not handled. */
export interface Rejection {
  status: 200 | 400 | 401 | 413 | 415 | 500 | 504
  /** What is wrong: `body` and `is empty` make "the body is empty". */
  subject: 'secret' | 'body' | 'delivery'
  problem: string
  /** The event that it is about. */
  event?: Events[EventKind] | undefined
}

const remedies: Record<Rejection['status'], string> = {
  200: 'Wazzup may send a new kind of event: update this package, or handle "unrecognized".',
  400: 'Wazzup sends JSON objects. Check the body parsers in front of the receiver, and whether another program sends to this address.',
  401: 'The subscribed address must end in "?key=" and one of the texts in "secret". List both secrets while you replace one.',
  413: 'Raise "limits" if the delivery came from Wazzup.',
  415: 'Let no proxy compress the body. Node inflates gzip, deflate and br; other runtimes inflate fewer.',
  500: 'Pass the parsed body, or mount this handler before that code.',
  504: 'Wazzup does not promise a second delivery. Pass the "signal" of the context to the calls that handlers await, or raise "timeout".',
}

/** Returns what `onError` is called with for a rejected delivery. */
export function describeRejection(rejection: Rejection): [error: WazzupError, delivery: RejectedDelivery] {
  const { status, subject, problem, event } = rejection
  const remedy = remedies[status]
  const message = `${problem}; Wazzup gets ${status}. ${remedy}`
  const path = subject === 'secret' ? subject : 'body'
  const error = status === 504 ? outOfTime(message) : createInputError([{ path, message }], 'delivery')
  return [error, { kind: 'delivery', status, reason: reasonOf(rejection), remedy, event }]
}

/** The effect is unknown, because handlers may have sent messages by then. */
function outOfTime(message: string): WazzupError {
  return new WazzupNetworkError(message, 'timeout', { endpoint: 'delivery', effect: 'unknown', attempts: 0 })
}

/** Returns the error of handlers that have not ended in time, after the response. */
export function lateError(timeout: number, waiting: number): WazzupError {
  const behind = waiting > 0 ? `; waiting events of the delivery: ${waiting}` : ''
  return outOfTime(`handlers have not ended within ${timeout} ms${behind}; Wazzup got 200. ${remedies[504]}`)
}

/** Returns the second argument of `onError` when the receiver itself failed. */
export function describeFailure(): RejectedDelivery {
  return { kind: 'delivery', status: 500, reason: 'the receiver failed', remedy: 'See the error.' }
}

/** Returns the response to a rejected delivery. */
export function respondToRejected(rejection: Rejection): WebhookResponse {
  return rejection.status === 200 ? { status: 200 } : rejectWith(rejection.status, reasonOf(rejection))
}

function reasonOf({ subject, problem }: Rejection): string {
  return `the ${subject} ${problem}`
}

/** Returns an error response that contains the reason. */
export function rejectWith(status: number, error: string): WebhookResponse {
  return jsonResponse(status, { error })
}
