import type { Claim, Claimed, ClaimRequest, DueListener } from './claims.ts'
import type { Clock } from './clock.ts'

/**
 * What a store must do. A driver keeps two things for each account: an ordered log of events in lanes, and small
 * records. All rules (order, retries, dead letters, outcomes of sends) are in core, which reaches the database only
 * through these functions.
 *
 * Every value is JSON. A text may contain any UTF-16 code unit, also NUL and a lone surrogate.
 */
export interface StoreDriver {
  /** Name of the engine, for error texts: `memory`, `SQLite`. */
  readonly name: string
  /** Whether a committed step survives the end of the process. */
  readonly durable: boolean
  /** The clock of tests, if the driver was given one. */
  readonly clock?: Clock | undefined
  /**
   * Returns the time of the store, in milliseconds since 1970. It is the same clock for all processes. In a transaction of the
   * caller, `now`, `find` and `read` use its connection: a second one could be missing when all of them have transactions.
   */
  now(transaction?: unknown): Promise<number>
  /**
   * Makes all changes of a step, or none. When it resolves, the changes are durable. Returns `undefined`, and changes
   * nothing, when an event or a record of the step has changed since it was read.
   *
   * @throws Any error when the store cannot be reached. Then it is unknown whether the step was made.
   */
  commit(account: string, step: Step, transaction?: unknown): Promise<Committed | undefined>
  /** Returns the first waiting event of a lane, also when it is not due yet. */
  head(account: string, lane: string): Promise<StoredEvent | undefined>
  /** Returns the events with these ids, in any state, as far as they are known. */
  find(account: string, ids: readonly string[], transaction?: unknown): Promise<readonly StoredEvent[]>
  /** Returns up to `limit` events in the order of their positions. */
  listEvents(account: string, query: EventQuery): Promise<readonly StoredEvent[]>
  /** Returns the records with these keys, in the order of the keys. Expired records are not returned. */
  read(account: string, keys: readonly string[], transaction?: unknown): Promise<readonly (StoredRecord | undefined)[]>
  /** Returns all records of a group, in the order of their keys. */
  readGroup(account: string, group: string): Promise<readonly StoredRecord[]>
  /** Returns up to `limit` records whose key begins with `prefix` and is greater than `after`, in the order of the keys. */
  listRecords(account: string, query: RecordQuery): Promise<readonly StoredRecord[]>
  /**
   * Gives up to `limit` lanes of a queue whose first waiting event is due and that no worker has, the longest due first.
   * A lane stays claimed for `lease` milliseconds.
   */
  claim(request: ClaimRequest): Promise<Claimed>
  /** Extends claims to `lease` milliseconds from now. Returns those that were lost. */
  renew(claims: readonly Claim[], lease: number): Promise<readonly Claim[]>
  /**
   * Ends a claim, so that the lane can be claimed when its first event is due. Returns whether an event waits in it. When the
   * claim was lost, it does nothing and returns false.
   */
  release(claim: Claim): Promise<boolean>
  /** Makes all waiting events due now whose lane begins with `prefix`. */
  wake(account: string, prefix: string): Promise<void>
  /** Deletes all events and records of a subject. Returns how many. */
  forget(account: string, subject: string): Promise<number>
  /** Deletes expired records, events that were done before `doneBefore`, and content of done events kept until before now. */
  purge(account: string, doneBefore: number): Promise<void>
  /** Returns how much is stored. */
  stats(account: string): Promise<StoreStats>
  /**
   * Calls `listener` when a lane may have become due, also by another process if the engine can tell. Returns how to stop.
   * It names the queues after a step of this process.
   */
  whenDue(listener: DueListener): () => void
  /** Ends all work. Open claims stay as they are. */
  close(): Promise<void>
}

/** Changes that are made together. */
export interface Step {
  /** Ends runs of events. */
  settle?: readonly Settlement[] | undefined
  /** Adds events at the end of their lanes, in this order. An event whose id is known is skipped. */
  append?: readonly NewEvent[] | undefined
  /** Writes records. */
  write?: readonly RecordWrite[] | undefined
}

/** The result of a step. */
export interface Committed {
  /** For each event of `append`, whether it is new. */
  appended: readonly boolean[]
}

/** An event to store. */
export interface NewEvent {
  /** Its identity in the account. */
  id: string
  /** What it is ordered with. The text before the first `/` is its queue. */
  lane: string
  /** Its content. */
  data: unknown
  /** When it is due, in milliseconds since 1970 by the clock of the store. @default now */
  due?: number | undefined
  /** Whom it is about: `forget` deletes by it. */
  subject?: string | undefined
}

/** State of a stored event. */
export type EventState = 'waiting' | 'dead' | 'done'

/** A stored event. */
export interface StoredEvent {
  /** Its identity in the account. */
  readonly id: string
  /** What it is ordered with. */
  readonly lane: string
  /** Whom it is about. */
  readonly subject: string | undefined
  /** Its place in the log. A later event has a greater one, and no place is used twice. */
  readonly position: number
  /** Changes with each settlement. */
  readonly revision: number
  /** Whether it waits, is dead, or is done. */
  readonly state: EventState
  /** Null when the content was deleted. */
  readonly data: unknown
  /** What the last run left for the next one. */
  readonly progress: unknown
  /** Number of counted runs. */
  readonly attempts: number
  /** When it may run, in milliseconds since 1970. */
  readonly due: number
  /** When it was stored. */
  readonly at: number
  /** Why it is dead, or why its last run failed. */
  readonly error: string | undefined
}

/** How a run of an event ends. The step fails when the event has another revision, or is not in this state any more. */
export interface Settlement {
  /** Place of the event in the log. */
  position: number
  /** Lane of the event. */
  lane: string
  /** The revision that was read. */
  revision: number
  /** How its run ends. */
  end: EventEnd
}

/** How a run of an event ends. */
export type EventEnd =
  /** Handled. The content is deleted, or kept until `keepUntil`. */
  | { state: 'done'; keepUntil?: number | undefined }
  /** Runs again. */
  | { state: 'waiting'; due: number; attempts: number; progress?: unknown; error?: string | undefined }
  /** Failed for good. It leaves its lane and keeps its content. */
  | { state: 'dead'; attempts: number; progress?: unknown; error: string }
  /** Goes to the end of its lane, as if it were new. */
  | { state: 'replayed'; progress?: unknown }

/** A stored record. */
export interface StoredRecord {
  /** Its name in the account. */
  readonly key: string
  /** Its content. */
  readonly value: unknown
  /** Different after each write of this key, also after it was deleted and written again. */
  readonly version: string
}

/** A write of a record. */
export interface RecordWrite {
  /** Its name in the account. */
  key: string
  /** Undefined deletes the record. */
  value: unknown
  /** The version that was read; undefined when the record did not exist. The step fails when it is another one. */
  version: string | undefined
  /** Records of a group can be read together. */
  group?: string | undefined
  /** Whom it is about: `forget` deletes by it. */
  subject?: string | undefined
  /** When it is deleted, in milliseconds since 1970 by the clock of the store. */
  expiresAt?: number | undefined
}

/** Which events to list. */
export interface EventQuery {
  /** State of the events. */
  state: EventState
  /** The beginning of the lane. */
  lanePrefix?: string | undefined
  /** Only events with a greater position. */
  after?: number | undefined
  /** The most events to return. */
  limit: number
}

/** Which records to list. */
export interface RecordQuery {
  /** The beginning of the key. */
  prefix: string
  /** Only records with a greater key. */
  after?: string | undefined
  /** The most records to return. */
  limit: number
}

/** How much is stored for an account. */
export interface StoreStats {
  /** Number of events that wait, by queue. */
  waiting: Readonly<Record<string, number>>
  /** When the oldest waiting event was stored, by queue. */
  oldest: Readonly<Record<string, number>>
  /** Number of dead events. */
  dead: number
  /** Number of lanes in which an event waits. Undefined when the engine does not count them. */
  lanes?: number | undefined
  /** Size of what is stored, in bytes; of all accounts, where they share a file. Undefined when the engine cannot tell. */
  bytes?: number | undefined
}

/** Returns the queue of a lane. */
export function queueOf(lane: string): string {
  const end = lane.indexOf('/')
  return end === -1 ? lane : lane.slice(0, end)
}
