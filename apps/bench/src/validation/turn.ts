/** An order to the validating process. */
export interface Order {
  rounds: number
}

/** The cost. */
export interface Share {
  /** Validation in per cent of parsing. */
  share: number
  /** Parsing of one body in microseconds. */
  parse: number
}
