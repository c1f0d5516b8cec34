import { createTimers, type WhenPassed } from './timers.ts'

/** The emulator's clock. It runs on its own and can be moved forward, so that a test need not wait. */
export interface Clock {
  /** Returns the time in milliseconds since 1970. */
  now(): number
  /**
   * Moves the time forward by milliseconds.
   *
   * @example
   *   emulator.clock.advance(61_000) // a crmMessageId may be used again
   *
   * @throws RangeError when `ms` is negative or not a number.
   */
  advance(ms: number): void
  /** Calls back after each move forward. A store of `@wazzup-kit/core/store` with this clock uses it. */
  whenAdvanced(listener: () => void): void
}

/** The clock, with the functions that only the emulator calls. */
export interface EmulatorClock extends Clock {
  /**
   * Sets a timer by this clock, whether the clock runs or is moved forward. The timer of a stopped clock fires when the
   * test moves the clock.
   */
  readonly whenPassed: WhenPassed
  /** Fires the timers that are due: the test may have moved its own clock. */
  wake(): void
  /** Returns by how many milliseconds the clock was moved forward. */
  advanced(): number
  reset(): void
}

/**
 * Builds a clock over a source of time, `already` moved forward by so much; `Date.now` is looked up at each reading, so
 * mocked timers are honoured.
 */
export function createClock(source: () => number = () => Date.now(), already = 0): EmulatorClock {
  let advanced = already
  const listeners: (() => void)[] = []
  function now(): number {
    const time: unknown = source()
    if (typeof time === 'number' && Number.isFinite(time)) return time + advanced
    throw new Error(`"now" must return milliseconds since 1970; got ${String(time)}`)
  }
  const timers = createTimers(now)
  return {
    now,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`The emulator's clock only goes forward, not by ${ms} ms`)
      advanced += ms
      timers.wake()
      for (const listener of listeners) listener()
    },
    whenPassed: timers.set,
    wake: timers.wake,
    whenAdvanced: (listener) => void listeners.push(listener),
    advanced: () => advanced,
    reset() {
      const back = already - advanced
      advanced = already
      timers.shift(back)
    },
  }
}
