/** What a process measures. */
export type ScaleOrder =
  | { measure: 'opening' }
  /** Fills the store from so many waiting lanes to so many first. */
  | { measure: 'claims'; from: number; to: number; turns: number }
  | { measure: 'idle'; milliseconds: number }
  | { measure: 'outbox'; messages: number; alone: number }

/** Time and memory, in MB, of opening a store. */
export interface Opening {
  milliseconds: number
  memory: number
}

/** Time of each claim of 20 lanes. */
export interface Claims {
  milliseconds: readonly number[]
}

/** Milliseconds of CPU while nothing happens. */
export interface Idle {
  cpu: number
}

/** Messages that `outbox.send` stores per second. */
export interface OutboxRates {
  /** 100 in flight. */
  stored: number
  /** One after the other. */
  alone: number
}
