import type { EventState, StoredEvent, StoredRecord } from './driver.ts'
import { decodeText } from './stored-text.ts'

/** The states of events as databases store them, for drivers of stores. */
export const eventStates = { waiting: 0, dead: 1, done: 2 } as const
const stateNames = Object.keys(eventStates) as EventState[]

/** An event as a database returns it. Its texts are encoded with `encodeText`, and its values are JSON. */
export interface EventRow {
  position: number
  id: string
  lane: string
  subject: string | null
  revision: number
  /** One of `eventStates`. */
  state: number
  data: string | null
  progress: string | null
  attempts: number
  due: number
  at: number
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
  key: string
  value: string
  version: string
}

/** Returns the record of a row, for drivers of stores. */
export function toStoredRecord({ key, value, version }: RecordRow): StoredRecord {
  return { key: decodeText(key), value: JSON.parse(value), version }
}

function decodeJson(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}
