import { RATE_LIMIT } from '@wazzup-kit/core/schemas'
import type { Clock } from '../account/clock.ts'

/** How many requests a key may make in how many milliseconds. */
export interface RateLimit {
  requests: number
  windowMs: number
}

/**
 * 500 requests in 5 seconds; the counter starts anew every 5 s. Documented:
 * https://wazzup24.com/help/api-en/common-errors/
 */
export const documentedRateLimit: RateLimit = {
  requests: RATE_LIMIT.requests,
  windowMs: RATE_LIMIT.perMilliseconds,
}

/** Counts requests by key. */
export interface RateCounter {
  /** Counts one request and tells whether it is within the limit. */
  admits(key: string): boolean
  /** The windows that are open. */
  windows(): RateWindow[]
  /** Forgets its windows and takes these. */
  moveTo(windows: readonly RateWindow[]): void
}

/** How many requests a key has made since its window began. */
export interface RateWindow {
  key: string
  startedAt: number
  count: number
}

/** Counts per key, in windows that begin with the first request of a key. Both are our judgement: no page says. */
export function createRateCounter(limit: RateLimit | 'off', clock: Clock): RateCounter {
  const windows = new Map<string, RateWindow>()
  return {
    admits(key) {
      if (limit === 'off') return true
      const now = clock.now()
      let current = windows.get(key)
      if (!current || now - current.startedAt >= limit.windowMs) {
        current = { key, startedAt: now, count: 0 }
        windows.set(key, current)
      }
      current.count += 1
      return current.count <= limit.requests
    },
    windows: () => structuredClone([...windows.values()]),
    moveTo(given) {
      windows.clear()
      for (const window of given) windows.set(window.key, { ...window })
    },
  }
}
