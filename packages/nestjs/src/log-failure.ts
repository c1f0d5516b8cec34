import { Logger } from '@nestjs/common'
import type { EventKind, Events } from '@wazzup-kit/core'

/** Where failures go unless `onError` says otherwise: Nest's log, without the content of the message. */
export function logFailure(error: unknown, { kind }: Events[EventKind]): void {
  new Logger('WazzupModule').error(`${kind} could not be handled: ${String(error)}`, (error as Error | null)?.stack)
}
