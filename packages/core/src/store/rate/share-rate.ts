import { causeOf, stoppedError, timeToStart } from '../../client/call-state.ts'
import { notify } from '../../client/hooks.ts'
import { isTurnTaken, type SharedCall } from '../../client/shared-call.ts'
import { monotonicNow } from '../../client/timing/clock.ts'
import type { Stopped } from '../../client/timing/deadline.ts'
import type { SharedRate } from '../../client/timing/shared-rate.ts'
import { waitForPlace } from '../../client/wait-for-place.ts'
import type { StoreDriver } from '../port/driver.ts'
import { keyRateOf, type KeyRate } from './key-rate.ts'

/** Returns the rate limit of an account for the calls of a client. */
export function shareRate(driver: StoreDriver, account: string): SharedRate {
  const rate = keyRateOf(driver, account)
  return {
    async waitForTurn(call) {
      const { run, options, limiter, last } = call as SharedCall
      // A key of its own belongs to another account.
      if (run.endpoint.key === 'none' || options.apiKey !== undefined || isTurnTaken(options)) return
      for (;;) {
        await waitForTurn(rate, call as SharedCall)
        const now = monotonicNow()
        // Another call may have got a 429 meanwhile.
        if (!limiter.isPaused(now)) return
        await waitForPlace(run, limiter, limiter.take(now), last)
      }
    },
  }
}

function waitForTurn(rate: KeyRate, { run, last }: SharedCall): Promise<void> {
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
