/** Lanes in which a handler must fail, without a success in between, until it counts as down. */
const lanesUntilDown = 5

/** Milliseconds between two tries of a handler that is down: the first pause, doubled up to the last. */
const probe = { first: 5_000, most: 60_000 }

/** Milliseconds after which failures count again, although the handler is down. */
export const longestOutage = 24 * 60 * 60 * 1_000

interface HandlerHealth {
  failedLanes: Set<string>
  /** Set while the handler is down. */
  pause: number | undefined
  nextTry: number
}

/** Distinguishes a handler that fails for one event from one that fails for all, for example because the CRM is down. */
export interface OutageWatch {
  /** Returns the milliseconds to wait, by the clock of the store, before the handler may run: 0 unless it is down. Then only one event at a time is tried. */
  admit(handler: string, now: number): number
  /** Notes that the handler has ended. Returns whether it is down, so that its failure does not count. */
  note(handler: string, lane: string, outcome: 'succeeded' | 'failed', now: number): boolean
}

/** Creates the memory of one process. */
export function createOutageWatch(): OutageWatch {
  const handlers = new Map<string, HandlerHealth>()
  return {
    admit(name, now) {
      const health = handlers.get(name)
      if (health?.pause === undefined) return 0
      const left = health.nextTry - now
      // A longer pause was begun before the clock was set back.
      if (left > 0 && left <= probe.most) return left
      // The one that is let through now takes the try of the others.
      health.nextTry = now + health.pause
      return 0
    },
    note(name, lane, outcome, now) {
      if (outcome === 'succeeded') {
        handlers.delete(name)
        return false
      }
      const health = handlers.get(name) ?? { failedLanes: new Set(), pause: undefined, nextTry: 0 }
      handlers.set(name, health)
      health.failedLanes.add(lane)
      if (health.failedLanes.size < lanesUntilDown) return false
      health.pause = health.pause === undefined ? probe.first : Math.min(probe.most, health.pause * 2)
      health.nextTry = now + health.pause
      return true
    },
  }
}
