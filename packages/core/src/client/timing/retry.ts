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
 * Milliseconds from the start of the first attempt within which the last retry must end. It is 5 seconds shorter than
 * Wazzup's window, because a request can arrive seconds after its client gave up; observed in production.
 */
export const OWN_WINDOW = REPEAT_WINDOW - 5_000

/** Milliseconds by which the clocks of two machines may differ, if the first attempt was made on another one. */
export const CLOCK_DIFFERENCE = 5_000

/** Minimum milliseconds for a retry of a send. A shorter one would most likely end without a response again. */
export const SHORTEST_REPEAT = 3_000

/** Milliseconds after the start of the first attempt until which another call with the same id, and its time, can begin. */
export const RESEND_WINDOW = OWN_WINDOW - CLOCK_DIFFERENCE - SHORTEST_REPEAT

const backoff = { first: 500, most: 8_000 }

/** Milliseconds to wait after a 429 without `Retry-After`: Wazzup counts requests in windows of 5 seconds. */
export const rateWindow = { wait: 5_000, jitter: 1_000 }

/** Whether a retry within seconds may succeed after this error. */
export function isTemporary(error: WazzupApiError | WazzupNetworkError): boolean {
  if ('reason' in error)
    return error.reason === 'connection' || error.reason === 'timeout' || error.reason === 'unreadable'
  return error.status === 429 || provesNothing(error.code, error.status)
}

/** Returns the milliseconds to wait after attempt number `attempt`, with full jitter. */
export function jitteredDelay(attempt: number): number {
  return Math.random() * Math.min(backoff.most, backoff.first * 2 ** attempt)
}

/** Returns the milliseconds to wait after attempt number `attempt`; at least what `Retry-After` asks for. */
export function delayBefore(attempt: number, error: WazzupApiError | WazzupNetworkError): number {
  const jittered = jitteredDelay(attempt)
  if ('reason' in error) return jittered
  if (error.retryAfter !== undefined) return error.retryAfter + Math.random() * 250
  if (error.status === 429) return rateWindow.wait + Math.random() * rateWindow.jitter
  return jittered
}

/** Returns the earliest moment at which an attempt of an earlier call, maybe on another machine, may have started. */
export function momentOfEarlierAttempt(startedAt: number): Moment {
  const age = Date.now() - startedAt
  // The start is in the future by this clock, so its age is unknown. It counts as too old for a retry.
  return momentBefore(age < -CLOCK_DIFFERENCE ? Number.POSITIVE_INFINITY : age + CLOCK_DIFFERENCE)
}

/**
 * Returns the milliseconds within which a retry must end. `unknownSince` is the start of the first attempt whose effect is
 * unknown. If it is undefined, no attempt had an effect, so a retry is always safe.
 */
export function timeToRepeat(repeat: Repeat, unknownSince: Moment | undefined): number {
  if (unknownSince === undefined || repeat === 'always') return Number.POSITIVE_INFINITY
  return repeat === 'keyed' ? OWN_WINDOW - elapsedSince(unknownSince) : Number.NEGATIVE_INFINITY
}

/** Returns the milliseconds within which a retry must start. */
export function timeToStartRepeat(repeat: Repeat, unknownSince: Moment | undefined): number {
  return timeToRepeat(repeat, unknownSince) - SHORTEST_REPEAT
}

/** Limits the retries of a client, so that retries do not multiply the load on Wazzup during an outage. */
export interface RetryBudget {
  /** Takes the price of one retry. Returns false, and takes nothing, if too little is left. */
  spend(error: WazzupApiError | WazzupNetworkError): boolean
  /** Gives one token back after a successful call. */
  refill(): void
}

/** Creates a budget of 500 tokens. A retry costs 5 tokens, or 10 after a timeout. */
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
