import { decodeText, encodeText, type StoreStats } from '@wazzup-kit/core/store'
import type { Database } from '../database/database.ts'
import { afterPrefix } from '../database/stored-values.ts'
import { noteSettlement } from './lanes.ts'

/** Rows that one transaction of a purge changes, so that other work is not held up. */
const purgedAtOnce = 2_000

/** Makes waiting events due, inside of a transaction. */
export function wakeLanes(database: Database, name: string, lanePrefix: string, now: number): void {
  const prefix = encodeText(lanePrefix)
  const range = [database.findAccount(name), prefix, afterPrefix(prefix), now] as const
  database.run(
    `UPDATE events INDEXED BY waiting_events SET due = ?4
    WHERE state = 0 AND account = ?1 AND lane >= ?2 AND lane < ?3 AND due > ?4`,
    ...range,
  )
  database.run(
    `UPDATE lanes SET due = ?4, ready_at = max(lease_until, ?4)
    WHERE account = ?1 AND name >= ?2 AND name < ?3 AND due > ?4`,
    ...range,
  )
}

/** Deletes everything about a subject, inside of a transaction. */
export function forgetSubject(database: Database, name: string, subjectName: string): number {
  const about = [database.findAccount(name), encodeText(subjectName)] as const
  const [account] = about
  const events = database.all<{ lane: string; state: number }>(
    'DELETE FROM events WHERE account = ? AND subject = ? RETURNING lane, state',
    ...about,
  )
  for (const lane of new Set(events.flatMap(({ lane, state }) => (state === 0 ? [lane] : [])))) {
    noteSettlement(database, account, lane)
  }
  return events.length + database.run('DELETE FROM records WHERE account = ? AND subject = ?', ...about)
}

/** Deletes one part of what is over, inside of a transaction. Returns whether there may be more. */
export function purgePart(database: Database, name: string, doneBefore: number, now: number): boolean {
  const account = database.findAccount(name)
  const changes = [
    database.run(
      `UPDATE events SET data = NULL, keep_until = NULL WHERE position IN (SELECT position FROM events
      INDEXED BY kept_events WHERE account = ? AND keep_until <= ? LIMIT ${purgedAtOnce})`,
      account,
      now,
    ),
    database.run(
      `DELETE FROM events WHERE position IN (SELECT position FROM events INDEXED BY done_events
      WHERE state = 2 AND account = ? AND done_at < ? LIMIT ${purgedAtOnce})`,
      account,
      doneBefore,
    ),
    database.run(
      `DELETE FROM records WHERE rowid IN (SELECT rowid FROM records INDEXED BY record_expiry
      WHERE account = ? AND expires_at <= ? LIMIT ${purgedAtOnce})`,
      account,
      now,
    ),
  ]
  return changes.includes(purgedAtOnce)
}

export function readStats(database: Database, name: string): StoreStats {
  const account = database.findAccount(name)
  const waiting: Record<string, number> = {}
  const oldest: Record<string, number> = {}
  for (let queue = nextQueue(database, account, ''); queue !== null; queue = nextQueue(database, account, queue)) {
    // One range of the index for each queue: grouping a million lanes takes seconds.
    const row = database.get<{ count: number; oldest: number }>(
      `SELECT count(*) AS count, min(at) AS oldest FROM (
        SELECT at FROM events INDEXED BY waiting_events WHERE state = 0 AND account = ?1 AND lane = ?2
        UNION ALL SELECT at FROM events INDEXED BY waiting_events
        WHERE state = 0 AND account = ?1 AND lane >= ?2 || '/' AND lane < ?2 || '0'
      )`,
      account,
      queue,
    )
    if (!row) continue
    waiting[decodeText(queue)] = row.count
    oldest[decodeText(queue)] = row.oldest
  }
  const dead = database.get<{ count: number }>(
    'SELECT count(*) AS count FROM events INDEXED BY dead_events WHERE state = 1 AND account = ?',
    account,
  )
  const lanes = database.get<{ count: number }>(
    'SELECT count(*) AS count FROM lanes INDEXED BY ready_lanes WHERE account = ?',
    account,
  )
  const file = database.get<{ bytes: number }>(
    `SELECT (page_count - freelist_count) * page_size AS bytes
    FROM pragma_page_count, pragma_freelist_count, pragma_page_size`,
  )
  return { waiting, oldest, dead: dead?.count ?? 0, lanes: lanes?.count ?? 0, bytes: file?.bytes }
}

/** Returns the queue with waiting events that comes after another, or null. */
function nextQueue(database: Database, account: number, after: string): string | null {
  const row = database.get<{ queue: string | null }>(
    `SELECT min(queue) AS queue FROM lanes INDEXED BY ready_lanes
    WHERE account = ? AND queue > ?`,
    account,
    after,
  )
  return row?.queue ?? null
}
