import { Logger } from '@nestjs/common'
import { createErrorLog, redactAddresses, type OnError } from '@wazzup-kit/core'
import {
  createOutboxLog,
  createTimersLog,
  type OutboxErrorListener,
  type TimersErrorListener,
} from '@wazzup-kit/core/store'

/** Creates the default of `onError`: it writes to Nest's log, without the content of messages. */
export function createFailureLog(): OnError {
  return createErrorLog(logError)
}

/** Creates the default of `onError` of a gateway: it writes to Nest's log. */
export function createGatewayFailureLog(): (error: unknown) => void {
  return (error) => logError('the gateway failed', error)
}

/** Creates the default of `onError` of an outbox: it writes to Nest's log, without the content of messages. */
export function createOutboxFailureLog(): OutboxErrorListener {
  return createOutboxLog(logError)
}

/** Creates the default of `onError` of timers: it writes to Nest's log, without their data. */
export function createTimersFailureLog(): TimersErrorListener {
  return createTimersLog(logError)
}

/**
 * Writes a failure to Nest's log. Redacts addresses, because an error of the app's code may contain the address of a request, whose
 * query has the secret.
 */
export function logError(what: string, failure: unknown): void {
  new Logger('WazzupModule').error(`${what}: ${redactAddresses(textOf(failure))}`, traceOf(failure, deepest))
}

/** Maximum depth of nested causes. */
const deepest = 4

/** Returns the stack of a failure and of its causes, which say for example that a host was not found. */
function traceOf(failure: unknown, levels: number): string | undefined {
  const { stack, cause } = (failure ?? {}) as { stack?: unknown; cause?: unknown }
  if (typeof stack !== 'string') return undefined
  const ofCause = cause && levels > 0 ? `\ncaused by ${traceOf(cause, levels - 1) ?? textOf(cause)}` : ''
  return redactAddresses(stack + ofCause)
}

/** Returns a text for any value, so that the line is always written. */
function textOf(failure: unknown): string {
  try {
    return String(failure)
  } catch {
    return 'a value that has no text'
  }
}
