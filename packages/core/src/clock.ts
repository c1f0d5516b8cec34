let lastRead = Number.NEGATIVE_INFINITY
let regained = 0

/**
 * Milliseconds by the clock that nobody sets. It never goes back, not even when a test puts a fake clock in its place or
 * takes it away again: clients that live through that would wait for a time that does not come.
 */
export function monotonicNow(): number {
  const read = performance.now()
  if (read < lastRead) regained += lastRead - read
  lastRead = read
  return Math.floor(read + regained)
}

/** A moment by both clocks. */
export interface Moment {
  readonly monotonic: number
  readonly wall: number
}

/** Returns the present moment. */
export function momentNow(): Moment {
  return { monotonic: monotonicNow(), wall: Date.now() }
}

/** Returns the moment that lies so many milliseconds in the past. */
export function momentBefore(milliseconds: number): Moment {
  return { monotonic: monotonicNow() - milliseconds, wall: Date.now() - milliseconds }
}

/**
 * Milliseconds since a moment, by whichever clock has run longer. The wall clock alone is set back by people and time
 * servers; the monotonic one alone stands still while the machine sleeps.
 */
export function elapsedSince({ monotonic, wall }: Moment): number {
  return Math.max(0, monotonicNow() - monotonic, Date.now() - wall)
}
