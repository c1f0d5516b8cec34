import { Logger } from '@nestjs/common'
import { createErrorLog, type OnError } from '@wazzup-kit/core'

/** Creates what `onError` is by default: Nest's log, without the content of the message. */
export function createFailureLog(): OnError {
  return createErrorLog((what, failure) =>
    new Logger('WazzupModule').error(`${what}: ${String(failure)}`, (failure as Error | null)?.stack),
  )
}
