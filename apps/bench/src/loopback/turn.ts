/** What a worker is told to do. */
export interface Order {
  calls: number
  /** Calls under way at the same time. */
  inFlight: number
}

/** What it took, in microseconds per call. */
export interface Cost {
  /** User and system time of the whole process, its garbage collector included. */
  cpu: number
  wall: number
}
