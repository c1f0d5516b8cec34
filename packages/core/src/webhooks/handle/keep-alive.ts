import type { RejectedDelivery } from '../receive/reject.ts'
import type { DeliveryState } from './delivery-state.ts'
import type { OnError } from './error-log.ts'

const reason = 'waitUntil of the host failed'
const remedy =
  'See the error. Pass a function that works without its object: (work) => context.waitUntil(work), not context.waitUntil.'

/** Returns the second argument of `onError` when `waitUntil` of the host failed. */
export function describeNotKeptAlive(status: number): RejectedDelivery {
  return { kind: 'delivery', status, reason, remedy }
}

/**
 * Asks the host to stay alive until the work has ended. Returns whether it does: false without a background, and when its
 * `waitUntil` throws. Then the error is kept in the state, because it is reported with the status that Wazzup gets.
 */
export function keepAlive(report: OnError, state: DeliveryState, work: Promise<unknown>): boolean {
  if (!state.background) return false
  try {
    const kept = state.background.waitUntil(work)
    // A `waitUntil` that is an async function. The response no longer depends on it.
    if (isThenable(kept)) void kept.then(undefined, (error: unknown) => report(error, describeNotKeptAlive(200)))
    return true
  } catch (error) {
    state.notKeptAlive ??= { error }
    return false
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}
