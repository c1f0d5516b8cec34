import { monotonicNow } from '../clock.ts'
import { isWazzupError } from '../errors/wazzup-error.ts'
import type { EventKind, Events } from './events.ts'
import type { RejectedDelivery } from './reject.ts'

/** Called for everything that went wrong: with the event, or with the delivery where there is no event. */
export type OnError = (error: unknown, subject: Events[EventKind] | RejectedDelivery) => unknown

/** Milliseconds between two lines about rejected deliveries: the internet can fill no log with wrong secrets. */
const quietTime = 1_000

/**
 * Creates an `onError` that writes one line for each failure, without the content of messages. `failure` is a text where
 * the line says everything, and the thrown value where its stack helps. Rejected deliveries get one line a second, with
 * the number of those that got none.
 *
 * @example
 * createWebhooks({ secret, onError: createErrorLog((what, failure) => logger.error({ err: failure }, what)) })
 */
export function createErrorLog(write: (what: string, failure: unknown) => unknown): OnError {
  let writtenAt = -Infinity
  let unwritten = 0
  return (error, subject) => {
    if (subject.kind !== 'delivery') return write(`${nameOf(subject)} could not be handled`, failureOf(error))
    const now = monotonicNow()
    if (now - writtenAt < quietTime) {
      unwritten++
      return undefined
    }
    const more = unwritten > 0 ? ` (and ${unwritten} more since the last line)` : ''
    writtenAt = now
    unwritten = 0
    const { status, event } = subject
    const at = event && status !== 200 ? ` at ${nameOf(event)}` : ''
    const what = status === 200 ? 'a delivery was not understood' : `a delivery was rejected${at}`
    return write(`${what}${more}`, failureOf(error))
  }
}

/** The message says what is wrong with a delivery; the stack would only lead into this package. */
function failureOf(error: unknown): unknown {
  return isWazzupError(error) && error.endpoint === 'delivery' ? error.message : error
}

/** Returns the kind, `messageId` and chat of an event, as far as it has them. */
function nameOf(event: Events[EventKind]): string {
  if (event.kind === 'unknown') return `an item of ${quoted(event.key)}`
  const { messageId, chatId, chatType, channelId } = event as unknown as Record<string, unknown>
  const chat = chatId ? ` in the ${printable(chatType)} chat ${quoted(chatId)}` : ''
  const channel = channelId ? ` of channel ${quoted(channelId)}` : ''
  return `${event.kind}${messageId === undefined ? '' : ` ${quoted(messageId)}`}${chat}${channel}`
}

/** In quotes and on one line, because a sender chooses it: a line break would forge lines of the log. */
function quoted(value: unknown): string {
  return JSON.stringify(printable(value))
}

function printable(value: unknown): string {
  return String(value ?? '')
    .slice(0, 100)
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD')
}
