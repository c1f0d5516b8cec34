/** The rate limit of a key, shared by all processes through a store. */
export interface SharedRate {
  /** Waits until a request of a call may start. The client makes the argument, and only the store reads it. */
  waitForTurn(call: object): Promise<void>
}

/** The part of a store that a client needs to share its rate limit with other processes: `store.forAccount(id)`. */
export interface RateStore {
  /** Returns the shared rate limit. `createWazzup` calls it; an app does not. */
  shareRate(): SharedRate
}
