/** The part of a store that a client needs to share its rate limit with other processes: `store.forAccount(id)`. */
export interface RateStore {
  /** Waits until a request of a client may start. The client makes the arguments, and only the store reads them. */
  waitForTurn(...call: readonly (object | undefined)[]): Promise<void>
}
