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

/** Creates the default of `onError` of an outbox: it writes to Nest's log, without the content of messages. */
export function createOutboxFailureLog(): OutboxErrorListener {
  return createOutboxLog(logError)
}

/** Creates the default of `onError` of timers: it writes to Nest's log, without their data. */
export function createTimersFailureLog(): TimersErrorListener {
  return createTimersLog(logError)
}

/**
 * Creates the defaults of `onError` of the tenants of one module. That the store cannot be reached is one line a second for all
 * of them.
 */
export function createTenantLogs(): {
  outbox: OutboxErrorListener
  timers: TimersErrorListener
  createWebhooksLog(): OnError
} {
  const ofStore = createFailureLog()
  return {
    outbox: createOutboxFailureLog(),
    timers: createTimersFailureLog(),
    createWebhooksLog() {
      const own = createFailureLog()
      return (error, subject, run) => (subject.kind === 'store' ? ofStore : own)(error, subject, run)
    },
  }
}

/** Writes an error of `resolve` to Nest's log: the default of `onError` of `WazzupModule.forTenants`. */
export function logTenantFailure(error: unknown, tenant: string): void {
  logError(`The tenant ${JSON.stringify(tenant.slice(0, 100))} could not be resolved`, error)
}

/** Writes that the tenants of a store could not be listed to Nest's log. */
export function logListFailure(error: unknown): void {
  logError('The tenants of the store could not be listed; their events wait', error)
}

/** Redacts addresses, because an error of the app's code may contain the address of a request, whose query has the secret. */
function logError(what: string, failure: unknown): void {
  const { stack } = (failure ?? {}) as { stack?: unknown }
  const trace = typeof stack === 'string' ? redactAddresses(stack) : undefined
  new Logger('WazzupModule').error(`${what}: ${redactAddresses(textOf(failure))}`, trace)
}

/** Returns a text for any value, so that the line is always written. */
function textOf(failure: unknown): string {
  try {
    return String(failure)
  } catch {
    return 'a value that has no text'
  }
}
