/** What a worker measures in one turn. */
export type StoreOrder =
  | { measure: 'rates'; messages: number; alone: number }
  | { measure: 'latency'; messages: number; perSecond: number }
  | { measure: 'order'; messages: number }

/** Results of one turn with `rates`. */
export interface Rates {
  /** Messages stored per second, 100 in flight. */
  appended: number
  /** Messages stored per second, one after the other. */
  alone: number
  /** Messages handled per second. */
  handled: number
  /** Microseconds of CPU of the process for each message, stored with 100 in flight and handled. */
  cpu: number
  /** Memory of the process at the end, in MB. */
  memory: number
  /** Memory of the process that has opened the contender first, in MB. */
  opened: number
}

/** Results of one turn with `latency`: milliseconds from the delivery to the end of its handler, of each message. */
export interface Latency {
  milliseconds: readonly number[]
}

/** Results of one turn with `order`, whose handlers take 0 to 10 milliseconds. */
export interface Disorder {
  /** Messages that were handled before an earlier one of their chat, or while it was handled. */
  outOfOrder: number
}
