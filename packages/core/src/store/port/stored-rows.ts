import type { EventState, StoredEvent, StoredRecord } from './driver.ts'
import { decodeText } from './stored-text.ts'

/** The states of events as databases store them, for drivers of stores. */
export const eventStates = {
  /** Waits for its run. */
  waiting: 0,
  /** Failed for good. */
  dead: 1,
  /** Was handled. */
  done: 2,
} as const
const stateNames = Object.keys(eventStates) as EventState[]

/** An event as a database returns it. Its texts are encoded with `encodeText`, and its values are JSON. */
export interface EventRow {
  /** Its place in the log. */
  position: number
  /** Its identity in the account. */
  id: string
  /** What it is ordered with. */
  lane: string
  /** Whom it is about. */
  subject: string | null
  /** Changes with each settlement. */
  revision: number
  /** One of `eventStates`. */
  state: number
  /** Its content as JSON. Null when the content was deleted. */
  data: string | null
  /** What the last run left for the next one, as JSON. */
  progress: string | null
  /** Number of counted runs. */
  attempts: number
  /** When it may run, in milliseconds since 1970. */
  due: number
  /** When it was stored, in milliseconds since 1970. */
  at: number
  /** Why it is dead, or why its last run failed. */
  error: string | null
}

/** Returns the event of a row, for drivers of stores. */
export function toStoredEvent(row: EventRow): StoredEvent {
  const { position, revision, attempts, due, at } = row
  return {
    id: decodeText(row.id),
    lane: decodeText(row.lane),
    subject: row.subject === null ? undefined : decodeText(row.subject),
    position,
    revision,
    state: stateNames[row.state]!,
    data: decodeJson(row.data),
    progress: decodeJson(row.progress),
    attempts,
    due,
    at,
    error: row.error === null ? undefined : decodeText(row.error),
  }
}

/** A record as a database returns it. Its key is encoded with `encodeText`, and its value is JSON. */
export interface RecordRow {
  /** Its name in the account. */
  key: string
  /** Its content as JSON. */
  value: string
  /** Different after each write of this key. */
  version: string
}

/** Returns the record of a row, for drivers of stores. */
export function toStoredRecord({ key, value, version }: RecordRow): StoredRecord {
  return { key: decodeText(key), value: JSON.parse(value), version }
}

function decodeJson(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}
