import type { Database } from '../database/database.ts'

/** Adds a lane for its first waiting event. Does nothing when the lane has waiting events already, or a worker. */
export function enterLane(database: Database, account: number, lane: string, queue: string, due: number): void {
  database.run(
    `INSERT INTO lanes (account, name, queue, due, ready_at, lease_until, claims) VALUES (?1, ?2, ?3, ?4, ?4, 0, 0)
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
export function noteSettlement(database: Database, account: number, lane: string): void {
  const row = database.get<{ token: string | null; claims: number }>(
    'SELECT token, claims FROM lanes WHERE account = ? AND name = ?',
    account,
    lane,
  )
  if (!row) return
  if (row.token === null) refreshLane(database, account, lane, Math.min(row.claims, 1))
  else if (row.claims > 1) {
    database.run('UPDATE lanes SET claims = 1 WHERE account = ? AND name = ?', account, lane)
  }
}

/** Makes a lane due by its first waiting event, without a worker. A lane without events ends. */
export function refreshLane(database: Database, account: number, lane: string, claims: number): void {
  const head = database.get<{ due: number }>(
    `SELECT due FROM events INDEXED BY waiting_events WHERE account = ? AND lane = ? AND state = 0
    ORDER BY position LIMIT 1`,
    account,
    lane,
  )
  if (head) {
    database.run(
      `UPDATE lanes SET token = NULL, lease_until = 0, due = ?3, ready_at = ?3, claims = ?4
      WHERE account = ?1 AND name = ?2`,
      account,
      lane,
      head.due,
      claims,
    )
  } else database.run('DELETE FROM lanes WHERE account = ? AND name = ?', account, lane)
}
