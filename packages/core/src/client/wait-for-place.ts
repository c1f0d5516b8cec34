import type { WazzupError } from '../errors/wazzup-error.ts'
import { stoppedError, timeToStart, type CallState } from './call-state.ts'
import { monotonicNow } from './timing/clock.ts'
import { Stopped, wait } from './timing/deadline.ts'
import type { Limiter } from './timing/rate-limit.ts'

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
    const holder = limiter.isPaused(now) ? 'an earlier 429 of Wazzup' : 'the limiter'
    if (milliseconds >= timeToStart(run)) {
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
      throw stoppedError(run, stopped, `while waiting because of ${holder}`)
    })
    // If a test fakes timers but not the clock, the timer fires before the clock reaches `place`.
    now = Math.max(monotonicNow(), place)
    if (!limiter.isPaused(now)) return
    place = limiter.take(now)
  }
}
