/** What a worker is told to do. */
export interface Order {
  /** In each delivery. */
  items: number
  /** Deliveries of one turn. */
  calls: number
  turns: number
}

/** What came of it: a contender against `request.json()` of the same bytes, turn by turn. */
export interface Result {
  ratios: readonly number[]
  /** `request.json()` against its own neighbours: what lies inside is noise. */
  noise: readonly number[]
  /** Microseconds of `request.json()` alone. */
  json: number
}
