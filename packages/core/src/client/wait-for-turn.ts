import type { WazzupError } from '../errors/wazzup-error.ts'
import { causeOf, stoppedError, timeToStart, type CallState } from './call-state.ts'
import { notify } from './hooks.ts'
import { monotonicNow } from './timing/clock.ts'
import { Stopped, wait } from './timing/deadline.ts'
import type { Limiter } from './timing/rate-limit.ts'
import type { SharedRate } from './timing/shared-rate.ts'

/** Waits for the place that the limiter gave. Throws at once if the place is after the deadline. */
export async function waitForPlace(
  run: CallState,
  limiter: Limiter,
  first: number,
  last: WazzupError | undefined,
): Promise<void> {
  let place = first
  for (let now = monotonicNow(); place > now;) {
    const milliseconds = place - now
    if (milliseconds >= timeToStart(run)) {
      const holder = limiter.isPaused(now) ? 'an earlier 429 of Wazzup' : 'the limiter'
      limiter.giveBack(place)
      throw (
        last ??
        stoppedError(
          run,
          new Stopped('timeout', undefined),
          `because ${holder} would delay it by ${Math.ceil(milliseconds)} ms`,
        )
      )
    }
    await wait(milliseconds, run.signal).catch((stopped: Stopped) => {
      limiter.giveBack(place)
      throw stoppedError(run, stopped, 'while waiting for the limiter')
    })
    // If a test fakes timers but not the clock, the timer fires before the clock reaches `place`.
    now = Math.max(monotonicNow(), place)
    if (!limiter.isPaused(now)) return
    place = limiter.take(now)
  }
}

/** Waits until one more request of all processes may start, and as long as the limiter of this client is paused by a 429. */
export async function waitForTurn(
  run: CallState,
  limiter: Limiter,
  rate: SharedRate,
  last: WazzupError | undefined,
): Promise<void> {
  for (;;) {
    const { signal, client, info, attempts } = run
    const whenStoreFails = (error: unknown) =>
      notify(client.options.hooks, 'onStoreError', { ...info, attempt: attempts + 1, error: causeOf(run, error)! })
    await rate
      .waitForTurn({ timeLeft: () => timeToStart(run), signal, whenStoreFails })
      .catch((stopped: Stopped) => {
        const error = stoppedError(run, stopped, 'while waiting for the limiter of all processes')
        throw stopped.reason === 'timeout' && last ? last : error
      })
    const now = monotonicNow()
    if (!limiter.isPaused(now)) return
    await waitForPlace(run, limiter, limiter.take(now), last)
  }
}
