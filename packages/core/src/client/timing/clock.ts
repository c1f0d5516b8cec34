/**
 * Makes a clock that never goes back out of one that may: what is set back, or replaced by the fake clock of a test, goes
 * on from where it was. Otherwise a client that lives through that would wait for a time that does not come, or take a
 * sleep for no time at all because the clock was set back before.
 */
function createForwardClock(read: () => number): () => number {
  let last = Number.NEGATIVE_INFINITY
  let regained = 0
  return () => {
    const now = read()
    if (now < last) regained += last - now
    last = now
    return Math.floor(now + regained)
  }
}

/** Milliseconds by the clock that is never set. It stands still while the machine sleeps. */
export const monotonicNow = createForwardClock(() => performance.now())

/** Milliseconds by the clock that people and time servers set. It alone sees a sleep. */
const wallNow = createForwardClock(() => Date.now())

/** A moment by both clocks. */
export interface Moment {
  readonly monotonic: number
  readonly wall: number
}

/** Returns the present moment. */
export function momentNow(): Moment {
  return { monotonic: monotonicNow(), wall: wallNow() }
}

/** Returns the moment that lies so many milliseconds in the past. */
export function momentBefore(milliseconds: number): Moment {
  return { monotonic: monotonicNow() - milliseconds, wall: wallNow() - milliseconds }
}

/** Milliseconds since a moment, by whichever clock has run longer. */
export function elapsedSince({ monotonic, wall }: Moment): number {
  return Math.max(monotonicNow() - monotonic, wallNow() - wall)
}
