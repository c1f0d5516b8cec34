import { decodeText, encodeText, type StoreStats } from '@wazzup-kit/core/store'
import type { LogDatabase } from './log-database.ts'
import { rangeOf } from './prefix.ts'
import { noteSettlement } from './lanes.ts'

/** Rows that one transaction of a purge changes, so that other work is not held up. */
const purgedAtOnce = 2_000

/** Makes waiting events due, inside of a transaction. */
export function wakeLanes(database: LogDatabase, name: string, lanePrefix: string, now: number): void {
  const range = [database.findAccount(name), ...rangeOf(lanePrefix), now] as const
  database.run(
    `UPDATE wazzup_events INDEXED BY wazzup_waiting_events SET due = ?4
    WHERE state = 0 AND account = ?1 AND lane >= ?2 AND lane < coalesce(?3, x'') AND due > ?4`,
    ...range,
  )
  database.run(
    `UPDATE wazzup_lanes SET due = ?4, ready_at = max(lease_until, ?4)
    WHERE account = ?1 AND name >= ?2 AND name < coalesce(?3, x'') AND due > ?4`,
    ...range,
  )
}

/** Deletes everything about a subject, inside of a transaction. */
export function forgetSubject(database: LogDatabase, name: string, subjectName: string): number {
  const about = [database.findAccount(name), encodeText(subjectName)] as const
  const [account] = about
  const events = database.all<{ lane: string; state: number }>(
    'DELETE FROM wazzup_events WHERE account = ? AND subject = ? RETURNING lane, state',
    ...about,
  )
  for (const lane of new Set(events.flatMap(({ lane, state }) => (state === 0 ? [lane] : [])))) {
    noteSettlement(database, account, lane)
  }
  return events.length + database.run('DELETE FROM wazzup_records WHERE account = ? AND subject = ?', ...about)
}

/** Deletes one part of what is over, inside of a transaction. Returns whether there may be more. */
export function purgePart(database: LogDatabase, name: string, doneBefore: number, now: number): boolean {
  const account = database.findAccount(name)
  const changes = [
    database.run(
      `UPDATE wazzup_events SET data = NULL, keep_until = NULL WHERE position IN (SELECT position FROM wazzup_events
      INDEXED BY wazzup_kept_events WHERE account = ? AND keep_until <= ? LIMIT ${purgedAtOnce})`,
      account,
      now,
    ),
    database.run(
      `DELETE FROM wazzup_events WHERE position IN (SELECT position FROM wazzup_events INDEXED BY wazzup_done_events
      WHERE state = 2 AND account = ? AND done_at < ? LIMIT ${purgedAtOnce})`,
      account,
      doneBefore,
    ),
    database.run(
      `DELETE FROM wazzup_records WHERE rowid IN (SELECT rowid FROM wazzup_records INDEXED BY wazzup_record_expiry
      WHERE account = ? AND expires_at <= ? LIMIT ${purgedAtOnce})`,
      account,
      now,
    ),
  ]
  return changes.includes(purgedAtOnce)
}

/** Returns whether something is stored that a later purge will delete. */
export function hasPassing(database: LogDatabase): boolean {
  const row = database.get<{ has: number }>(
    `SELECT EXISTS (SELECT 1 FROM wazzup_events INDEXED BY wazzup_done_events WHERE state = 2)
    OR EXISTS (SELECT 1 FROM wazzup_records INDEXED BY wazzup_record_expiry WHERE expires_at IS NOT NULL) AS has`,
  )
  return row?.has === 1
}

/** Returns how much is stored, without the size of all in bytes. */
export function readStats(database: LogDatabase, name: string): Omit<StoreStats, 'bytes'> {
  const account = database.findAccount(name)
  const waiting: Record<string, number> = {}
  const oldest: Record<string, number> = {}
  for (let queue = nextQueue(database, account, ''); queue !== null; queue = nextQueue(database, account, queue)) {
    // One range of the index for each queue: grouping a million lanes takes seconds.
    const row = database.get<{ count: number; oldest: number }>(
      `SELECT count(*) AS count, min(at) AS oldest FROM (
        SELECT at FROM wazzup_events INDEXED BY wazzup_waiting_events WHERE state = 0 AND account = ?1 AND lane = ?2
        UNION ALL SELECT at FROM wazzup_events INDEXED BY wazzup_waiting_events
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
    'SELECT count(*) AS count FROM wazzup_events INDEXED BY wazzup_dead_events WHERE state = 1 AND account = ?',
    account,
  )
  const lanes = database.get<{ count: number }>(
    'SELECT count(*) AS count FROM wazzup_lanes INDEXED BY wazzup_ready_lanes WHERE account = ?',
    account,
  )
  return { waiting, oldest, dead: dead?.count ?? 0, lanes: lanes?.count ?? 0 }
}

/** Returns the queue with waiting events that comes after another, or null. */
function nextQueue(database: LogDatabase, account: number, after: string): string | null {
  const row = database.get<{ queue: string | null }>(
    `SELECT min(queue) AS queue FROM wazzup_lanes INDEXED BY wazzup_ready_lanes
    WHERE account = ? AND queue > ?`,
    account,
    after,
  )
  return row?.queue ?? null
}
