/** The rate limit of a key, shared by all processes through a store. */
export interface SharedRate {
  /**
   * Waits until one request may start. Resolves at once while the store cannot be reached: then only the limiter of each
   * process counts.
   *
   * @throws Stopped when `signal` aborts, and when the request would start too late.
   */
  waitForTurn(turn: RateTurn): Promise<void>
}

/** What a request that waits for its turn says of itself. */
export interface RateTurn {
  /** Returns the milliseconds within which the request must start. */
  timeLeft(): number
  /** Ends the wait. */
  readonly signal: AbortSignal | undefined
  /** Called when the store cannot be reached, but not for each request that this concerns. */
  whenStoreFails(error: unknown): void
}

/** The part of a store that a client needs to share its rate limit with other processes: `store.forAccount(id)`. */
export interface RateStore {
  /** Returns the shared rate limit. `createWazzup` calls it; an app does not. */
  shareRate(): SharedRate
}
