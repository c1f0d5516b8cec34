import { encodeText, endOfPrefix } from '@wazzup-kit/core/store'
import type { Query } from '../database/pool.ts'

/** Rows that one statement of a purge changes, so that other work is not held up. */
const purgedAtOnce = 2_000

/** Makes waiting events due. */
export async function wakeLanes(
  query: Query,
  account: string,
  lanePrefix: string,
  given: number | null,
): Promise<void> {
  const prefix = encodeText(lanePrefix)
  await query(
    `WITH moment AS (SELECT @.read_clock($4) AS now),
    events AS (
      UPDATE @.events e SET due = moment.now FROM moment WHERE e.state = 0 AND e.account = $1 AND e.lane >= $2
      AND ($3::text IS NULL OR e.lane < $3) AND e.due > moment.now
    )
    UPDATE @.lanes l SET due = moment.now, ready_at = greatest(l.lease_until, moment.now) FROM moment
    WHERE l.account = $1 AND l.name >= $2 AND ($3::text IS NULL OR l.name < $3) AND l.due > moment.now`,
    [encodeText(account), prefix, endOfPrefix(prefix) ?? null, given],
  )
}

/** Deletes everything about a subject. */
export async function forgetSubject(query: Query, account: string, subject: string): Promise<number> {
  const [row] = await query<{ forgotten: number }>('SELECT @.forget_subject($1, $2) AS forgotten', [
    encodeText(account),
    encodeText(subject),
  ])
  return row!.forgotten
}

/** Deletes what is over, in parts. */
export async function purge(query: Query, account: string, doneBefore: number, given: number | null): Promise<void> {
  const number = encodeText(account)
  const parts = [
    {
      text: `UPDATE @.events SET data = NULL, keep_until = NULL WHERE position IN (SELECT position FROM @.events
      WHERE account = $1 AND keep_until <= @.read_clock($2) LIMIT ${purgedAtOnce}) RETURNING 1`,
      values: [number, given],
    },
    {
      text: `DELETE FROM @.events WHERE position IN (SELECT position FROM @.events WHERE state = 2 AND account = $1
      AND done_at < $2 LIMIT ${purgedAtOnce}) RETURNING 1`,
      values: [number, doneBefore],
    },
    {
      text: `DELETE FROM @.records WHERE account = $1 AND key IN (SELECT key FROM @.records WHERE account = $1
      AND expires_at <= @.read_clock($2) LIMIT ${purgedAtOnce}) AND expires_at <= @.read_clock($2) RETURNING 1`,
      values: [number, given],
    },
  ]
  for (const { text, values } of parts) while ((await query(text, values)).length === purgedAtOnce);
}
