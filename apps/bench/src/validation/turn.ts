/** What the process that validates is told to do. */
export interface Order {
  rounds: number
}

/** What it took. */
export interface Share {
  /** Reading, in per cent of parsing. */
  share: number
  /** Parsing one body, in microseconds. */
  parse: number
}
