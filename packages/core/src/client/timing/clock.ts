/**
 * Creates a clock that never goes backwards from one that may be set back, or replaced by the fake clock of a test. After
 * such a step the clock continues from its last value. With a plain clock, a limiter would wait for a time that is hours
 * away, and the time of a sleep could be lost if the clock was set back before.
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

/** Returns the milliseconds of the clock that is never set. It may stop while the machine sleeps. */
export const monotonicNow = createForwardClock(() => performance.now())

/**
 * Returns the milliseconds of the system clock, which users and time servers set. It continues while the machine
 * sleeps.
 */
const wallNow = createForwardClock(() => Date.now())

/** A moment in the time of both clocks. */
export interface Moment {
  readonly monotonic: number
  readonly wall: number
}

/** Returns the present moment. */
export function momentNow(): Moment {
  return { monotonic: monotonicNow(), wall: wallNow() }
}

/** Returns the moment the given number of milliseconds ago. */
export function momentBefore(milliseconds: number): Moment {
  return { monotonic: monotonicNow() - milliseconds, wall: wallNow() - milliseconds }
}

/** Returns the milliseconds since a moment: the larger value of the two clocks, so that a sleep counts too. */
export function elapsedSince({ monotonic, wall }: Moment): number {
  return Math.max(monotonicNow() - monotonic, wallNow() - wall)
}
