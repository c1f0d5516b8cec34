/** The rate limit of Wazzup: 500 requests in 5 seconds. https://wazzup24.ru/help/api-ru/obshhie-oshibki/ */
export const RATE_LIMIT = {
  /** Maximum number of requests in one window. */
  requests: 500,
  /** Length of the window in milliseconds. */
  perMilliseconds: 5_000,
} as const

/** Maximum number of requests of one key per time. */
export interface RateLimit {
  /** Requests that may start within any window. */
  requests: number
  /** Length of the window in milliseconds. */
  perMilliseconds: number
}

/** 10% below Wazzup's limit, because requests can arrive closer together than they were sent. */
export const defaultRateLimit: RateLimit = { requests: 450, perMilliseconds: RATE_LIMIT.perMilliseconds }

/**
 * Gives each request a start time, so that at most `requests` start within any window of `perMilliseconds`. It has no
 * timer: each caller waits on its own, because on Workers one request must not resolve a promise of another.
 */
export interface Limiter {
  /** Takes the next free place and returns it: the time at which the request may start. */
  take(now: number): number
  /** Returns an unused place, so that the next caller gets it. */
  giveBack(place: number): void
  /** Lets no request start before this time, after a 429. A caller that wakes earlier takes a new place. */
  pauseUntil(time: number): void
  isPaused(now: number): boolean
}

/** Creates a limiter. It keeps the last start times in a ring buffer. */
export function createLimiter({ requests, perMilliseconds }: RateLimit): Limiter {
  const starts = new Float64Array(requests).fill(Number.NEGATIVE_INFINITY)
  let next = 0
  let paused = Number.NEGATIVE_INFINITY
  let unused: number[] = []

  return {
    take(now) {
      const earliest = Math.max(now, paused)
      if (unused.length > 0) {
        unused = unused.filter((place) => place >= earliest).sort((one, other) => one - other)
        const place = unused.shift()
        if (place !== undefined) return place
      }
      const place = Math.max(earliest, starts[next]! + perMilliseconds)
      starts[next] = place
      next = (next + 1) % requests
      return place
    },
    giveBack(place) {
      unused.push(place)
    },
    pauseUntil(time) {
      paused = Math.max(paused, time)
    },
    isPaused: (now) => now < paused,
  }
}
