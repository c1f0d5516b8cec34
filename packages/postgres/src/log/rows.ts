import { decodeText, type EventState, type StoredEvent, type StoredRecord } from '@wazzup-kit/core/store'

/** The states as they are stored. */
export const states = { waiting: 0, dead: 1, done: 2 } as const
const stateNames = Object.keys(states) as EventState[]

/** The columns of an event. Numbers of 8 bytes become numbers of JavaScript, which `pg` would return as texts. */
export const eventColumns = `position::double precision AS position, id, lane, subject, revision, state, data, progress,
  attempts, due::double precision AS due, at::double precision AS at, error`

export interface EventRow {
  position: number
  id: string
  lane: string
  subject: string | null
  revision: number
  state: number
  data: string | null
  progress: string | null
  attempts: number
  due: number
  at: number
  error: string | null
}

export function toEvent(row: EventRow): StoredEvent {
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

/** The columns of a record. */
export const recordColumns = 'key, value, version::text AS version'

export interface RecordRow {
  key: string
  value: string
  version: string
}

export function toRecord({ key, value, version }: RecordRow): StoredRecord {
  return { key: decodeText(key), value: JSON.parse(value), version }
}

function decodeJson(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}
