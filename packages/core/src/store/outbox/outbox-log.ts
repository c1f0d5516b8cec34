import { createErrorLog } from '../../webhooks/handle/error-log.ts'
import type { OutboxErrorListener } from './context.ts'
import { UnhandledEnd } from './unhandled-end.ts'

/**
 * Creates an `onError` of an outbox that writes one line for each failure, without the content of messages. That the store
 * cannot be reached is at most one line a second, with the number of those that were left out; also that messages have ended,
 * for each end and code that has no handler.
 *
 * @example
 * createOutbox({ wazzup, store, onError: createOutboxLog((what, failure) => logger.error({ err: failure }, what)) })
 */
export function createOutboxLog(write: (what: string, failure: unknown) => unknown): OutboxErrorListener {
  const log = createErrorLog(write)
  return (error, entry) => {
    if (error instanceof UnhandledEnd) {
      log(error, { kind: 'store', reason: `an end in the outbox has no handler: ${error.reason}` })
    } else if (entry?.state === 'unknown')
      write(`entry ${JSON.stringify(entry.id)} of the outbox may have been sent`, error)
    else if (entry) write(`entry ${JSON.stringify(entry.id)} of the outbox has failed`, error)
    else log(error, { kind: 'store', reason: 'the outbox has failed; it tries again' })
  }
}
