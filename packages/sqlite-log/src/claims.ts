import { decodeText, encodeText, type Claim, type Claimed, type ClaimRequest } from '@wazzup-kit/core/store'
import type { LogDatabase } from './log-database.ts'
import { laneKey } from './memory.ts'
import { refreshLane } from './lanes.ts'

interface LaneRow {
  name: string
  ready_at: number
  claims: number
  token: string | null
}

/** Returns the lanes that can be claimed first. A lane whose claim has run out is made due anew, because it may be over. */
function findNext(database: LogDatabase, account: number, queue: string, limit: number, now: number): LaneRow[] {
  const find = (): LaneRow[] =>
    database.all<LaneRow>(
      `SELECT name, ready_at, claims, token FROM wazzup_lanes INDEXED BY wazzup_ready_lanes
      WHERE account = ? AND queue = ? ORDER BY ready_at LIMIT ?`,
      account,
      queue,
      limit,
    )
  for (;;) {
    const rows = find()
    const abandoned = rows.filter(({ token, ready_at }) => token !== null && ready_at <= now)
    if (abandoned.length === 0) return rows
    for (const { name, claims } of abandoned) refreshLane(database, account, name, claims)
  }
}

/** Gives lanes to a worker, inside of a transaction. */
export function claimLanes(
  database: LogDatabase,
  { accounts, queue, limit, lease }: ClaimRequest,
  now: number,
): Claimed {
  const next = accounts.flatMap((account) => {
    const number = database.findAccount(account)
    const rows = findNext(database, number, encodeText(queue), limit + 1, now)
    return rows.map((row) => ({ account, number, row }))
  })
  next.sort((one, other) => one.row.ready_at - other.row.ready_at)
  const ready = next.slice(0, limit).filter(({ row }) => row.ready_at <= now)
  const claims = ready.map(({ account, number, row }): Claim => {
    const token = database.nextToken()
    if (row.claims === 0) database.claimedOnce.add(laneKey(number, row.name))
    else database.claimedOnce.delete(laneKey(number, row.name))
    database.run(
      `UPDATE wazzup_lanes SET token = ?3, lease_until = ?4, ready_at = max(due, ?4), claims = claims + 1
      WHERE account = ?1 AND name = ?2`,
      number,
      row.name,
      token,
      now + lease,
    )
    return { account, lane: decodeText(row.name), token, abandoned: row.claims }
  })
  return { claims, next: next[claims.length]?.row.ready_at }
}

/** Extends claims and returns the lost ones, inside of a transaction. */
export function renewClaims(database: LogDatabase, claims: readonly Claim[], until: number): Claim[] {
  return claims.filter(({ account, lane, token }) => {
    const changes = database.run(
      `UPDATE wazzup_lanes SET lease_until = ?4, ready_at = max(due, ?4)
      WHERE account = ?1 AND name = ?2 AND token = ?3`,
      database.findAccount(account),
      encodeText(lane),
      token,
      until,
    )
    return changes === 0
  })
}

/** Ends a claim, inside of a transaction, and returns whether an event waits in the lane. Most lanes end with it. */
export function releaseClaim(database: LogDatabase, { account, lane, token }: Claim): boolean {
  const [number, name] = [database.findAccount(account), encodeText(lane)]
  const ended = database.run(
    `DELETE FROM wazzup_lanes WHERE account = ?1 AND name = ?2 AND token = ?3 AND NOT EXISTS (
    SELECT 1 FROM wazzup_events INDEXED BY wazzup_waiting_events WHERE account = ?1 AND lane = ?2 AND state = 0)`,
    number,
    name,
    token,
  )
  if (ended === 1) {
    database.claimedOnce.delete(laneKey(number, name))
    return false
  }
  const row = database.get<{ token: string | null }>(
    'SELECT token FROM wazzup_lanes WHERE account = ? AND name = ?',
    number,
    name,
  )
  if (row?.token !== token) return false
  refreshLane(database, number, name, 0)
  return true
}
