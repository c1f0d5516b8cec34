/** What a worker asks for. */
export interface ClaimRequest {
  /** The accounts whose lanes it works on. */
  accounts: readonly string[]
  /** The queue of the lanes. */
  queue: string
  /** The most lanes to give. */
  limit: number
  /** Milliseconds for which the worker has the lanes. */
  lease: number
}

/** A lane that a worker has. */
export interface Claim {
  /** The account of the lane. */
  readonly account: string
  /** Name of the lane. */
  readonly lane: string
  /** Different for each claim. */
  readonly token: string
  /** How many workers had the lane since its last settlement or release, and ended without either. */
  readonly abandoned: number
}

/** The result of a claim. */
export interface Claimed {
  /** The lanes that the worker has now. */
  claims: readonly Claim[]
  /** When the next lane of the queue will be due, or its claim ends; undefined when nothing waits. */
  next: number | undefined
}

/** Is called when a lane may have become due: one of these queues, or any of all accounts. */
export type DueListener = (due?: DueQueues) => void

/** Queues of an account in which a lane may have become due. */
export interface DueQueues {
  /** The account of the lanes. */
  readonly account: string
  /** The queues of the lanes. */
  readonly queues: readonly string[]
}
