import { encodeText, type EventQuery, type EventRow, type StoredEvent } from '@wazzup-kit/core/store'
import type { LogDatabase } from './log-database.ts'
import { rangeOf } from './prefix.ts'

const select =
  'SELECT position, id, lane, subject, revision, state, data, progress, attempts, due, at, error FROM wazzup_events'

/** Without these, SQLite may read the whole log to find a few events. */
const lists = {
  waiting: `${select} INDEXED BY wazzup_waiting_events WHERE state = 0`,
  dead: `${select} INDEXED BY wazzup_dead_events WHERE state = 1`,
  done: `${select} NOT INDEXED WHERE state = 2`,
}

const head = `${lists.waiting} AND account = ? AND lane = ? ORDER BY position LIMIT 1`

export function readHead(database: LogDatabase, account: string, lane: string): StoredEvent | undefined {
  const row = database.get<EventRow>(head, database.findAccount(account), encodeText(lane))
  return row && database.toEvent(row)
}

export function findEvents(database: LogDatabase, account: string, ids: readonly string[]): StoredEvent[] {
  const number = database.findAccount(account)
  return ids.flatMap((id) => {
    const row = database.get<EventRow>(`${select} WHERE account = ? AND id = ?`, number, encodeText(id))
    return row ? [database.toEvent(row)] : []
  })
}

export function listEvents(database: LogDatabase, account: string, query: EventQuery): StoredEvent[] {
  const { state, lanePrefix = '', after = 0, limit } = query
  return database
    .all<EventRow>(
      `${lists[state]} AND account = ? AND lane >= ? AND lane < coalesce(?, x'') AND position > ?
      ORDER BY position LIMIT ?`,
      database.findAccount(account),
      ...rangeOf(lanePrefix),
      after,
      limit,
    )
    .map((row) => database.toEvent(row))
}
