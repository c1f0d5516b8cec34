import { isWazzupError } from '../errors/is-wazzup-error.ts'
import { createErrorLog, quoted, type OnError } from '../webhooks/handle/error-log.ts'
import type { OutboxErrorListener } from '../store/outbox/context.ts'
import { createOutboxLog } from '../store/outbox/outbox-log.ts'
import { createTimersLog } from '../store/timers/create-timers.ts'
import type { TimersErrorListener } from '../store/timers/timers.ts'

/** Writes a failure. */
export type WriteFailure = (what: string, failure: unknown) => unknown

/** The defaults of `onError` of one tenant. */
export interface TenantLogs {
  webhooks: OnError
  outbox: OutboxErrorListener
  timers: TimersErrorListener
}

/**
 * Returns a function that creates the defaults of `onError` of a tenant. Their lines name the tenant. That the store cannot be
 * reached is one line a second for all tenants.
 */
export function createTenantLogs(write: WriteFailure): (id: string) => TenantLogs {
  const ofStore = { webhooks: createErrorLog(write), outbox: createOutboxLog(write), timers: createTimersLog(write) }
  return (id) => {
    const writeOwn: WriteFailure = (what, failure) => write(`tenant ${quoted(id)}: ${what}`, failure)
    const webhooks = createErrorLog(writeOwn)
    const outbox = createOutboxLog(writeOwn)
    const timers = createTimersLog(writeOwn)
    return {
      webhooks: (error, subject, run) => (subject.kind === 'store' ? ofStore.webhooks : webhooks)(error, subject, run),
      // What Wazzup says is about this account.
      outbox: (error, entry) => (entry || isWazzupError(error) ? outbox : ofStore.outbox)(error, entry),
      timers: (error, timer) => (timer ? timers : ofStore.timers)(error, timer),
    }
  }
}
