import { docUrls, RATE_LIMIT } from '@wazzup-kit/core/schemas'
import type { Clock } from '../account/clock.ts'
import { rule } from '../rules/rule.ts'
import type { ApiResponse } from './responses.ts'

const { commonErrors } = docUrls

/** Maximum number of requests of a key within a number of milliseconds. */
export interface RateLimit {
  /** Number of requests that a key may make in one window; further ones get 429. */
  requests: number
  /** Length of a window in milliseconds. It begins with the first request of the key. */
  windowMs: number
}

/** The documented rate limit. */
export const documentedRateLimit: RateLimit = {
  requests: RATE_LIMIT.requests,
  windowMs: RATE_LIMIT.perMilliseconds,
}

/** Counts requests by key. */
export interface RateCounter {
  /** Counts one request, and returns whether it is within the limit. */
  admits(key: string): boolean
  /** Returns the open windows. */
  windows(): RateWindow[]
  /** Replaces all windows with these. */
  moveTo(windows: readonly RateWindow[]): void
}

/** Requests of a key since its window began. */
export interface RateWindow {
  /** Holder of the key: `api`, `sidecar` or `partner`. */
  key: string
  /** When the window began, in milliseconds since 1970. */
  startedAt: number
  /** Number of requests in the window, with those over the limit. */
  count: number
}

/** Counts a request in the window of its key, and begins a window if there is none. */
const countRequest = rule(
  {
    id: 'access/rate-window',
    sentence: 'Requests are counted for each key, in windows that begin with its first request.',
    docUrl: commonErrors,
    basis: 'our assumption',
    option: 'rateLimit',
  },
  (windows: Map<string, RateWindow>, key: string, now: number, windowMs: number): RateWindow => {
    let current = windows.get(key)
    if (!current || now - current.startedAt >= windowMs) {
      current = { key, startedAt: now, count: 0 }
      windows.set(key, current)
    }
    current.count += 1
    return current
  },
)

/** Rejects a request over the rate limit of its key. */
export const rejectTooMany = rule(
  {
    id: 'access/rate-limit',
    sentence: `Beyond ${RATE_LIMIT.requests} requests in ${RATE_LIMIT.perMilliseconds / 1_000} seconds Wazzup responds with 429 and an empty body, without Retry-After.`,
    docUrl: commonErrors,
    basis: 'documented',
    option: 'rateLimit',
  },
  (rates: RateCounter, holder: string): ApiResponse | undefined => (rates.admits(holder) ? undefined : { status: 429 }),
)

/** Functions of this file that implement rules. */
export const rateRules = [rejectTooMany, countRequest]

export function createRateCounter(limit: RateLimit | 'off', clock: Clock): RateCounter {
  const windows = new Map<string, RateWindow>()
  return {
    admits(key) {
      if (limit === 'off') return true
      return countRequest(windows, key, clock.now(), limit.windowMs).count <= limit.requests
    },
    windows: () => structuredClone([...windows.values()]),
    moveTo(given) {
      windows.clear()
      for (const window of given) windows.set(window.key, { ...window })
    },
  }
}
