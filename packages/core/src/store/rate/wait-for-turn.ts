import { causeOf, stoppedError, timeToStart, type CallState } from '../../client/call-state.ts'
import { notify } from '../../client/hooks.ts'
import { isTurnTaken, type SharedCall } from '../../client/shared-call.ts'
import { monotonicNow } from '../../client/timing/clock.ts'
import type { Stopped } from '../../client/timing/deadline.ts'
import { waitForPlace } from '../../client/wait-for-place.ts'
import type { WazzupError } from '../../errors/wazzup-error.ts'
import type { StoreDriver } from '../port/driver.ts'
import { keyRateOf, type KeyRate } from './key-rate.ts'

/** Waits until a request of a client may start under the limit of an account. */
export async function waitForTurn(driver: StoreDriver, account: string, call: SharedCall): Promise<void> {
  const [run, limiter, options, last] = call
  // A key of its own belongs to another account.
  if (run.endpoint.key === 'none' || options.apiKey !== undefined || isTurnTaken(options)) return
  for (;;) {
    await wait(keyRateOf(driver, account), run, last)
    const now = monotonicNow()
    // Another call may have got a 429 meanwhile.
    if (!limiter.isPaused(now)) return
    await waitForPlace(run, limiter, limiter.take(now), last)
  }
}

function wait(rate: KeyRate, run: CallState, last: WazzupError | undefined): Promise<void> {
  const { signal, client, info } = run
  const turn = {
    timeLeft: () => timeToStart(run),
    signal,
    whenStoreFails: (reason: unknown) => {
      const error = causeOf(run, reason)!
      notify(client.options.hooks, 'onStoreError', { ...info, attempt: run.attempts + 1, error })
    },
  }
  return rate.waitForCall(turn).catch((stopped: Stopped) => {
    if (stopped.reason === 'timeout' && last) throw last
    throw stoppedError(run, stopped, 'while waiting for the limiter of all processes')
  })
}
