import { monotonicNow } from '../../client/timing/clock.ts'
import { isWazzupError } from '../../errors/is-wazzup-error.ts'
import type { WazzupError } from '../../errors/wazzup-error.ts'
import type { EventKind, Events } from '../events/events.ts'
import type { RejectedDelivery } from '../receive/reject.ts'

/** Stored events that cannot be handled now. */
export interface StoreFailure {
  /** What `onError` gets: neither an event nor a delivery. */
  kind: 'store'
  /** What is wrong. */
  reason: string
}

/** The run of a handler that failed. */
export interface FailedRun {
  /** Name of the handler. */
  handler: string
  /** Number of the run, from 1. */
  attempt: number
  /** Milliseconds until the next run. Undefined when there is none: the event is in `deadLetters`. */
  nextIn?: number | undefined
}

/**
 * Called with an error and its event, or with the rejected delivery or the failure of the store when there is no event. `run`
 * is set when the handler of a stored event failed.
 */
export type OnError = (
  error: unknown,
  subject: Events[EventKind] | RejectedDelivery | StoreFailure,
  run?: FailedRun,
) => unknown

/** Milliseconds between two lines about rejections of one status, so that requests with wrong secrets cannot fill the log. */
const quietTime = 1_000

/** Milliseconds between two lines about an unknown key, which each delivery may have from some day on. */
const longQuietTime = 3_600_000

/**
 * Creates an `onError` that writes one line for each failure, without the content of messages. `failure` is a text
 * where the stack would not help, otherwise the thrown value. Rejected deliveries of each status get at most one line a
 * second, with the number of those that got none. A rejection that names an event always gets its own line.
 *
 * @example
 * createWebhooks({ secret, onError: createErrorLog((what, failure) => logger.error({ err: failure }, what)) })
 */
export function createErrorLog(write: (what: string, failure: unknown) => unknown): OnError {
  // One for each status or reason, so that wrong secrets, which anyone can send, do not hide other failures.
  const written = new Map<number | string, { at: number; unwritten: number }>()
  return (error, subject, run) => {
    if (subject.kind === 'store') return writeRarely(subject.reason, subject.reason, error)
    if (subject.kind !== 'delivery') {
      const failed = subject.kind === 'unrecognized' && isOfDelivery(error) ? 'read' : 'handled'
      const attempt = run ? ` by ${quoted(run.handler)} (${describeRun(run)})` : ''
      return write(`${nameOf(subject)} could not be ${failed}${attempt}`, failureOf(error))
    }
    const { status, event, waiting, reason } = subject
    // Something here failed, and nothing is wrong with the delivery.
    if (!isOfDelivery(error)) return writeRarely(reason, reason, error)
    if (status === 200) return writeRarely('a delivery was not understood', reason, error, longQuietTime)
    // This line may be the only trace of the event.
    const behind = waiting ? `; waiting events of the delivery: ${waiting}` : ''
    if (event) return write(`a delivery was rejected at ${nameOf(event)}${behind}`, failureOf(error))
    return writeRarely('a delivery was rejected', status, error)
  }

  function writeRarely(what: string, key: number | string, error: unknown, quiet = quietTime): unknown {
    const now = monotonicNow()
    const last = written.get(key)
    if (last && now - last.at < quiet) {
      last.unwritten++
      return undefined
    }
    const more = last?.unwritten ? ` (and ${last.unwritten} more since the last line)` : ''
    // The sender of a delivery may choose another key each time.
    if (written.size >= 100) written.clear()
    written.set(key, { at: now, unwritten: 0 })
    return write(`${what}${more}`, failureOf(error))
  }
}

function describeRun({ attempt, nextIn }: FailedRun): string {
  return nextIn === undefined ? `run ${attempt}` : `run ${attempt}, the next in ${Math.ceil(nextIn / 1_000)} s`
}

/** The message says what is wrong with a delivery; its stack would only show this package. */
function failureOf(error: unknown): unknown {
  return isOfDelivery(error) ? error.message : error
}

/** Returns whether the error is about what Wazzup sent, and not about a handler. */
function isOfDelivery(error: unknown): error is WazzupError {
  return isWazzupError(error) && error.endpoint === 'delivery'
}

/** Returns a text with the kind, `messageId` and chat of an event, as far as it has them. */
function nameOf(event: Events[EventKind]): string {
  if (event.kind === 'unrecognized') return `an item of ${quoted(event.key)}`
  const { messageId, chatId, chatType, channelId } = event as unknown as Record<string, unknown>
  const chat = chatId ? ` in the ${printable(chatType)} chat ${quoted(chatId)}` : ''
  const channel = channelId ? ` of channel ${quoted(channelId)}` : ''
  return `${event.kind}${messageId === undefined ? '' : ` ${quoted(messageId)}`}${chat}${channel}`
}

/** Returns a text in quotes and on one line. The sender chooses it, and a line break could forge lines of the log. */
export function quoted(value: unknown): string {
  return JSON.stringify(printable(value))
}

function printable(value: unknown): string {
  return String(value ?? '')
    .slice(0, 100)
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD')
}
