import { decodeText } from '@wazzup-kit/core/store'
import type { LogDatabase } from './log-database.ts'
import { laneKey } from './memory.ts'

/** Adds a lane for its first waiting event. Does nothing when the lane has waiting events already, or a worker. */
export function enterLane(database: LogDatabase, account: number, lane: string, queue: string, due: number): void {
  database.run(
    `INSERT INTO wazzup_lanes (account, name, queue, due, ready_at, lease_until, claims) VALUES (?1, ?2, ?3, ?4, ?4, 0, 0)
    ON CONFLICT (account, name) DO NOTHING`,
    account,
    lane,
    queue,
    due,
  )
}

/**
 * Notes that an event of the lane was settled or deleted. While a worker has the lane, only its number of claims changes: of
 * the workers that had it, only the last one may still be there. The release of the claim makes it due anew.
 */
export function noteSettlement(database: LogDatabase, account: number, lane: string): void {
  if (database.claimedOnce.has(laneKey(account, lane))) return
  const row = database.get<{ token: string | null; claims: number }>(
    'SELECT token, claims FROM wazzup_lanes WHERE account = ? AND name = ?',
    account,
    lane,
  )
  if (!row) return
  if (row.token === null) refreshLane(database, account, lane, Math.min(row.claims, 1))
  else if (row.claims > 1) {
    database.run('UPDATE wazzup_lanes SET claims = 1 WHERE account = ? AND name = ?', account, lane)
  }
}

/** Makes a lane due by its first waiting event, without a worker. A lane without events ends. */
export function refreshLane(database: LogDatabase, account: number, lane: string, claims: number): void {
  database.claimedOnce.delete(laneKey(account, lane))
  const head = database.get<{ due: number }>(
    `SELECT due FROM wazzup_events INDEXED BY wazzup_waiting_events WHERE account = ? AND lane = ? AND state = 0
    ORDER BY position LIMIT 1`,
    account,
    lane,
  )
  if (head) {
    database.run(
      `UPDATE wazzup_lanes SET token = NULL, lease_until = 0, due = ?3, ready_at = ?3, claims = ?4
      WHERE account = ?1 AND name = ?2`,
      account,
      lane,
      head.due,
      claims,
    )
  } else database.run('DELETE FROM wazzup_lanes WHERE account = ? AND name = ?', account, lane)
}

/** The first lane of a queue. */
interface FirstLane {
  account: number
  queue: string
  ready_at: number
}

/** Returns when the first lane can be claimed whose queue is served; undefined when nothing waits. */
export function readNextReady(database: LogDatabase, isServed: (queue: string) => boolean): number | undefined {
  let next: number | undefined
  let last = { account: 0, queue: '' }
  for (;;) {
    // One row for each queue. The lowest time of all lanes would be a look at each of them.
    const first = database.get<FirstLane>(
      `SELECT account, queue, ready_at FROM wazzup_lanes INDEXED BY wazzup_ready_lanes
      WHERE (account, queue) > (?, ?) ORDER BY account, queue, ready_at LIMIT 1`,
      last.account,
      last.queue,
    )
    if (!first) return next
    if (isServed(decodeText(first.queue))) next = Math.min(next ?? Infinity, first.ready_at)
    last = first
  }
}
