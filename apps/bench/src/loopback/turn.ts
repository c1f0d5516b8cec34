/** An order to a worker. */
export interface Order {
  calls: number
  /** Concurrent calls. */
  inFlight: number
}

/** The cost of a turn, in microseconds per call. */
export interface Cost {
  /** User and system time of the whole process, including garbage collection. */
  cpu: number
  wall: number
}
