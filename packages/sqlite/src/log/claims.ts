import type { Claim, Claimed, ClaimRequest } from '@wazzup-kit/core/store'
import type { Database } from '../database/database.ts'
import { decodeText, encodeText } from '../database/text.ts'

interface LaneRow {
  name: string
  ready_at: number
  claims: number
}

/** Gives lanes to a worker, inside of a transaction. */
export function claimLanes(database: Database, { accounts, queue, limit, lease }: ClaimRequest, now: number): Claimed {
  const next = accounts.flatMap((account) =>
    database
      .all<LaneRow>(
        `SELECT name, ready_at, claims FROM lanes INDEXED BY ready_lanes
        WHERE account = ? AND queue = ? AND ready_at IS NOT NULL ORDER BY ready_at LIMIT ?`,
        database.findAccount(account),
        encodeText(queue),
        limit + 1,
      )
      .map((row) => ({ account, row })),
  )
  next.sort((one, other) => one.row.ready_at - other.row.ready_at)
  const ready = next.slice(0, limit).filter(({ row }) => row.ready_at <= now)
  const claims = ready.map(({ account, row }): Claim => {
    const token = database.nextToken()
    database.run(
      `UPDATE lanes SET token = ?3, lease_until = ?4, ready_at = max(due, ?4), claims = claims + 1
      WHERE account = ?1 AND name = ?2`,
      database.findAccount(account),
      row.name,
      token,
      now + lease,
    )
    return { account, lane: decodeText(row.name), token, abandoned: row.claims }
  })
  return { claims, next: next[claims.length]?.row.ready_at }
}

/** Extends claims and returns the lost ones, inside of a transaction. */
export function renewClaims(database: Database, claims: readonly Claim[], until: number): Claim[] {
  return claims.filter(({ account, lane, token }) => {
    const changes = database.run(
      `UPDATE lanes SET lease_until = ?4, ready_at = max(due, ?4)
      WHERE account = ?1 AND name = ?2 AND token = ?3`,
      database.findAccount(account),
      encodeText(lane),
      token,
      until,
    )
    return changes === 0
  })
}

/** Ends a claim, inside of a transaction. */
export function releaseClaim(database: Database, { account, lane, token }: Claim): void {
  const lanes = [database.findAccount(account), encodeText(lane), token] as const
  database.run('DELETE FROM lanes WHERE account = ? AND name = ? AND token = ? AND due IS NULL', ...lanes)
  database.run(
    `UPDATE lanes SET token = NULL, lease_until = 0, ready_at = due, claims = 0
    WHERE account = ? AND name = ? AND token = ?`,
    ...lanes,
  )
}
