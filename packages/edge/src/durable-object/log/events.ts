import { decodeText, encodeText, type EventQuery, type EventState, type StoredEvent } from '@wazzup-kit/core/store'
import type { Database } from '../database.ts'
import { decodeValue } from '../long-values.ts'
import { rangeOf } from './prefix.ts'

/** The states as they are stored. */
export const states = { waiting: 0, dead: 1, done: 2 } as const
const stateNames = Object.keys(states) as EventState[]

interface EventRow {
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

const select =
  'SELECT position, id, lane, subject, revision, state, data, progress, attempts, due, at, error FROM wazzup_events'

/** Without these, SQLite may read the whole log to find a few events. */
const lists = {
  waiting: `${select} INDEXED BY wazzup_waiting_events WHERE state = 0`,
  dead: `${select} INDEXED BY wazzup_dead_events WHERE state = 1`,
  done: `${select} NOT INDEXED WHERE state = 2`,
}

export function readHead(database: Database, account: string, lane: string): StoredEvent | undefined {
  const row = database.get<EventRow>(
    `${lists.waiting} AND account = ? AND lane = ? ORDER BY position LIMIT 1`,
    encodeText(account),
    encodeText(lane),
  )
  return row && toEvent(database, row)
}

export function findEvents(database: Database, account: string, ids: readonly string[]): StoredEvent[] {
  const name = encodeText(account)
  return ids.flatMap((id) => {
    const row = database.get<EventRow>(`${select} WHERE account = ? AND id = ?`, name, encodeText(id))
    return row ? [toEvent(database, row)] : []
  })
}

export function listEvents(database: Database, account: string, query: EventQuery): StoredEvent[] {
  const { state, lanePrefix = '', after = 0, limit } = query
  const rows = database.all<EventRow>(
    `${lists[state]} AND account = ? AND lane >= ? AND lane < coalesce(?, x'') AND position > ?
    ORDER BY position LIMIT ?`,
    encodeText(account),
    ...rangeOf(lanePrefix),
    after,
    limit,
  )
  return rows.map((row) => toEvent(database, row))
}

function toEvent(database: Database, row: EventRow): StoredEvent {
  return {
    id: decodeText(row.id),
    lane: decodeText(row.lane),
    subject: row.subject === null ? undefined : decodeText(row.subject),
    position: row.position,
    revision: row.revision,
    state: stateNames[row.state]!,
    data: decodeValue(database, row.data),
    progress: decodeValue(database, row.progress),
    attempts: row.attempts,
    due: row.due,
    at: row.at,
    error: row.error === null ? undefined : decodeText(row.error),
  }
}
