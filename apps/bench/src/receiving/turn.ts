/** An order to a worker. */
export interface Order {
  /** Items in each delivery. */
  items: number
  /** Deliveries in one turn. */
  calls: number
  turns: number
}

/** The result: a contender compared with `request.json()` of the same bytes, turn by turn. */
export interface Result {
  ratios: readonly number[]
  /** `request.json()` compared with its own neighbouring turns. A difference inside this spread is noise. */
  noise: readonly number[]
  /** Microseconds of `request.json()`. */
  json: number
}
