/** The rate limit of Wazzup: 500 requests in 5 seconds. https://wazzup24.ru/help/api-ru/obshhie-oshibki/ */
export const RATE_LIMIT = { requests: 500, perMilliseconds: 5_000 } as const

/** The most requests of one key. */
export interface RateLimit {
  /** Requests that may start within any window. */
  requests: number
  /** Length of the window in milliseconds. */
  perMilliseconds: number
}

/** 90 a second with room for bursts: below Wazzup's limit, because requests arrive closer together than they left. */
export const defaultRateLimit: RateLimit = { requests: 450, perMilliseconds: RATE_LIMIT.perMilliseconds }

/**
 * Hands out starting times so that never more than `requests` start in any window of its length.
 * Nothing in it ticks: each caller waits on a timer of its own, because on Workers one request must not wake another.
 */
export interface Limiter {
  /** Takes the next free place: the time at which its owner may start. */
  take(now: number): number
  /** Hands an unused place to the next caller. */
  giveBack(place: number): void
  /** Lets no request start before this time, after a 429. A caller that wakes earlier takes a new place. */
  pauseUntil(time: number): void
  isPaused(now: number): boolean
}

/** Makes a limiter: a ring of the last starting times. */
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
