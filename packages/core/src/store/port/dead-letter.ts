import type { StoredEvent } from './driver.ts'

/** Where a page of dead letters begins. */
export interface DeadLetterPage {
  /** The `position` of the last dead letter of the page before. */
  after?: number | undefined
}

/** An event whose handlers failed for good. */
export interface DeadLetter {
  /** Its id, for `replay`. */
  id: string
  /** Its place in the log. */
  position: number
  /** What it is ordered with. */
  lane: string
  /** Number of runs. */
  attempts: number
  /** When it was stored, in milliseconds since 1970. */
  at: number
  /** Why the last run failed, without secrets. */
  error: string
  /** The item as it was stored. */
  data: unknown
}

/** Returns a dead event as it is listed. */
export function toDeadLetter({ id, position, lane, attempts, at, error = '', data }: StoredEvent): DeadLetter {
  return { id, position, lane, attempts, at, error, data }
}
