/** A clock for tests, for example `emulator.clock`. */
export interface Clock {
  /** Returns the time in milliseconds since 1970. */
  now(): number
  /** Registers a function that is called after each jump forward. */
  whenAdvanced?(listener: () => void): void
}
