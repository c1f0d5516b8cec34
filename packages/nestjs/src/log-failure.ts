import { Logger } from '@nestjs/common'
import { createErrorLog, redactAddresses, type OnError } from '@wazzup-kit/core'

/** Creates what `onError` is by default: Nest's log, without the content of the message. */
export function createFailureLog(): OnError {
  return createErrorLog(logError)
}

/** What `onError` of tenants is by default. */
export function logTenantFailure(error: unknown, tenant: string): void {
  logError(`The tenant ${JSON.stringify(tenant.slice(0, 100))} could not be resolved`, error)
}

/** An error of the app's own code may quote the address of a request, whose query holds the secret. */
function logError(what: string, failure: unknown): void {
  const { stack } = (failure ?? {}) as { stack?: unknown }
  const trace = typeof stack === 'string' ? redactAddresses(stack) : undefined
  new Logger('WazzupModule').error(`${what}: ${redactAddresses(textOf(failure))}`, trace)
}

/** A line that could not be made would be no line at all. */
function textOf(failure: unknown): string {
  try {
    return String(failure)
  } catch {
    return 'a value that has no text'
  }
}
