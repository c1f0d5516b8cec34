import { encodeText, toStoredEvent, type EventQuery, type EventRow, type StoredEvent } from '@wazzup-kit/core/store'
import type { Database } from '../database/database.ts'
import { afterPrefix } from '../database/stored-values.ts'

const select =
  'SELECT position, id, lane, subject, revision, state, data, progress, attempts, due, at, error FROM events'

/** Without these, SQLite may read the whole log to find a few events. */
const lists = {
  waiting: `${select} INDEXED BY waiting_events WHERE state = 0`,
  dead: `${select} INDEXED BY dead_events WHERE state = 1`,
  done: `${select} NOT INDEXED WHERE state = 2`,
}

const head = `${lists.waiting} AND account = ? AND lane = ? ORDER BY position LIMIT 1`

export function readHead(database: Database, account: string, lane: string): StoredEvent | undefined {
  const row = database.get<EventRow>(head, database.findAccount(account), encodeText(lane))
  return row && toStoredEvent(row)
}

export function findEvents(database: Database, account: string, ids: readonly string[]): StoredEvent[] {
  const number = database.findAccount(account)
  return ids.flatMap((id) => {
    const row = database.get<EventRow>(`${select} WHERE account = ? AND id = ?`, number, encodeText(id))
    return row ? [toStoredEvent(row)] : []
  })
}

export function listEvents(database: Database, account: string, query: EventQuery): StoredEvent[] {
  const { state, lanePrefix = '', after = 0, limit } = query
  const prefix = encodeText(lanePrefix)
  return database
    .all<EventRow>(
      `${lists[state]} AND account = ? AND lane >= ? AND lane < ? AND position > ? ORDER BY position LIMIT ?`,
      database.findAccount(account),
      prefix,
      afterPrefix(prefix),
      after,
      limit,
    )
    .map(toStoredEvent)
}
