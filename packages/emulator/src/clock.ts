/** The emulator's time. It runs on its own and can be moved forward, so that a test need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /**
   * Moves the time forward by milliseconds: `advance(61_000)` leaves the 60 seconds in which an id is refused
   * twice.
   */
  advance(ms: number): void
}

/** A {@link Clock} that can go back to its start; for the emulator itself. */
export interface ResettableClock extends Clock {
  reset(): void
}

/** Builds a clock over a source of time; `Date.now` is looked up at each reading, so mocked timers are honoured. */
export function createClock(source: () => number = () => Date.now()): ResettableClock {
  let advanced = 0
  return {
    now: () => source() + advanced,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`The emulator's clock only goes forward, not by ${ms} ms`)
      advanced += ms
    },
    reset() {
      advanced = 0
    },
  }
}
