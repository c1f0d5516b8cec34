import type { Repeat } from './endpoint.ts'
import { provesNothing } from './errors/find-facts.ts'
import type { WazzupApiError, WazzupNetworkError } from './errors/wazzup-error.ts'

/**
 * How long Wazzup remembers a `crmMessageId`: a repeat inside is refused, one after it is sent again.
 * https://wazzup24.ru/help/api-ru/otpravka-soobshhenij/
 */
export const REPEAT_WINDOW = 60_000

/** The last moment for a repeat to leave, so that it also arrives inside the window. */
const safeWindow = REPEAT_WINDOW - 5_000

const backoff = { first: 500, most: 8_000 }

/** What a 429 without `Retry-After` costs: the counter starts anew every 5 seconds. */
const rateWindow = { wait: 5_000, jitter: 1_000 }

/** Whether an error may go away by itself within seconds. */
export function isPassing(error: WazzupApiError | WazzupNetworkError): boolean {
  if ('reason' in error)
    return error.reason === 'connection' || error.reason === 'timeout' || error.reason === 'unreadable'
  return error.status === 429 || error.retry === 'now' || provesNothing(error.code, error.status)
}

/** Milliseconds to wait before attempt number `attempt` + 1. Full jitter; what Wazzup asks for is never undercut. */
export function delayBefore(attempt: number, error: WazzupApiError | WazzupNetworkError): number {
  const jittered = Math.random() * Math.min(backoff.most, backoff.first * 2 ** attempt)
  if ('reason' in error) return jittered
  if (error.retryAfter !== undefined) return error.retryAfter + Math.random() * 250
  if (error.status === 429) return rateWindow.wait + Math.random() * rateWindow.jitter
  return jittered
}

/**
 * Until when a request may be made again. `unknownSince` is the start of the first attempt whose effect is not known;
 * before there is one, nothing has happened and a repeat is always safe.
 */
export function repeatableUntil(repeat: Repeat, unknownSince: number | undefined): number {
  if (unknownSince === undefined || repeat === 'always') return Number.POSITIVE_INFINITY
  return repeat === 'keyed' ? unknownSince + safeWindow : Number.NEGATIVE_INFINITY
}

/** Keeps an outage from being multiplied by the retries of everyone. */
export interface RetryBudget {
  /** Takes the price of one more attempt; false when the budget does not allow it. */
  spend(error: WazzupApiError | WazzupNetworkError): boolean
  /** A call went well. */
  refill(): void
}

/** A bucket of 500 tokens: a retry costs 5, after a timeout 10, each call that went well gives 1 back. */
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
