import type { Database } from '../database/database.ts'

/** Adds a lane for its first waiting event. Does nothing when the lane has waiting events already. */
export function enterLane(database: Database, account: number, lane: string, queue: string, due: number): void {
  database.run(
    `INSERT INTO lanes (account, name, queue, due, ready_at, lease_until, claims) VALUES (?1, ?2, ?3, ?4, ?4, 0, 0)
    ON CONFLICT (account, name) DO UPDATE SET due = excluded.due, ready_at = max(lease_until, excluded.due)
    WHERE due IS NULL`,
    account,
    lane,
    queue,
    due,
  )
}

/** Makes a lane due by its first waiting event. A lane without events ends, unless a worker has it. */
export function refreshLane(database: Database, account: number, lane: string): void {
  const head = database.get<{ due: number }>(
    `SELECT due FROM events INDEXED BY waiting_events WHERE account = ? AND lane = ? AND state = 0
    ORDER BY position LIMIT 1`,
    account,
    lane,
  )
  if (head) {
    database.run(
      'UPDATE lanes SET due = ?3, ready_at = max(lease_until, ?3) WHERE account = ?1 AND name = ?2',
      account,
      lane,
      head.due,
    )
    return
  }
  database.run('DELETE FROM lanes WHERE account = ? AND name = ? AND token IS NULL', account, lane)
  database.run('UPDATE lanes SET due = NULL, ready_at = NULL WHERE account = ? AND name = ?', account, lane)
}

/** Counts a settlement: of the workers that had the lane, only the last one may still be there. */
export function countSettlement(database: Database, account: number, lane: string): void {
  database.run('UPDATE lanes SET claims = 1 WHERE account = ? AND name = ? AND claims > 1', account, lane)
}
