import { elapsedSince, momentBefore, type Moment } from './clock.ts'
import type { Repeat } from '../../api/call-kinds.ts'
import { provesNothing } from '../../errors/codes/look-up-code.ts'
import type { WazzupApiError } from '../../errors/api-error.ts'
import type { WazzupNetworkError } from '../../errors/network-error.ts'

/**
 * Milliseconds for which Wazzup remembers a `crmMessageId`. It rejects a repeat within this time, and sends a later one.
 * https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 */
export const REPEAT_WINDOW = 60_000

/**
 * When the last repeat has to have ended, in milliseconds from the start of the first attempt. The 5 seconds that are
 * left are for a request whose client gave up: one was seen to arrive whole seconds later.
 */
const OWN_WINDOW = REPEAT_WINDOW - 5_000

/** The same for a first attempt that was made elsewhere: the clocks of two machines may be 5 seconds apart. */
const CLOCK_DIFFERENCE = 5_000

/** With less time left than this, a repeat would only end unknown once more. */
const SHORTEST_REPEAT = 3_000

const backoff = { first: 500, most: 8_000 }

/** What a 429 without `Retry-After` costs: the counter starts anew every 5 seconds. */
const rateWindow = { wait: 5_000, jitter: 1_000 }

/** Whether an error may go away by itself within seconds. */
export function isTemporary(error: WazzupApiError | WazzupNetworkError): boolean {
  if ('reason' in error)
    return error.reason === 'connection' || error.reason === 'timeout' || error.reason === 'unreadable'
  return error.status === 429 || provesNothing(error.code, error.status)
}

/** Milliseconds to wait before attempt number `attempt` + 1. Full jitter; what Wazzup asks for is never undercut. */
export function delayBefore(attempt: number, error: WazzupApiError | WazzupNetworkError): number {
  const jittered = Math.random() * Math.min(backoff.most, backoff.first * 2 ** attempt)
  if ('reason' in error) return jittered
  if (error.retryAfter !== undefined) return error.retryAfter + Math.random() * 250
  if (error.status === 429) return rateWindow.wait + Math.random() * rateWindow.jitter
  return jittered
}

/** The moment from which the window of an attempt counts that was made earlier or elsewhere. */
export function momentOfEarlierAttempt(startedAt: number): Moment {
  const age = Date.now() - startedAt
  // By this clock it lies in the future: how long ago it was cannot be known.
  return momentBefore(age < -CLOCK_DIFFERENCE ? Number.POSITIVE_INFINITY : age + CLOCK_DIFFERENCE)
}

/**
 * Milliseconds in which a request that is made again must have ended. `unknownSince` is the start of the first attempt
 * whose effect is not known; before there is one, nothing has happened and a repeat is always safe.
 */
export function timeToRepeat(repeat: Repeat, unknownSince: Moment | undefined): number {
  if (unknownSince === undefined || repeat === 'always') return Number.POSITIVE_INFINITY
  return repeat === 'keyed' ? OWN_WINDOW - elapsedSince(unknownSince) : Number.NEGATIVE_INFINITY
}

/** Milliseconds in which it must have started. */
export function timeToStartRepeat(repeat: Repeat, unknownSince: Moment | undefined): number {
  return timeToRepeat(repeat, unknownSince) - SHORTEST_REPEAT
}

/** Keeps an outage from being multiplied by the retries of everyone. */
export interface RetryBudget {
  /** Takes the price of one more attempt; false when the budget does not allow it. */
  spend(error: WazzupApiError | WazzupNetworkError): boolean
  /** A call went well. */
  refill(): void
}

/** Makes a budget: a bucket of 500 tokens, of which a retry costs 5, after a timeout 10. Each call that went well gives 1 back. */
export function createRetryBudget(): RetryBudget {
  const capacity = 500
  let tokens = capacity
  return {
    spend(error) {
      const price = 'reason' in error && error.reason === 'timeout' ? 10 : 5
      if (tokens < price) return false
      tokens -= price
      return true
    },
    refill() {
      if (tokens < capacity) tokens++
    },
  }
}
