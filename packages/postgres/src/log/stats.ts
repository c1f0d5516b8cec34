import { decodeText, encodeText, type StoreStats } from '@wazzup-kit/core/store'
import type { Query } from '../database/pool.ts'

/** Counts what is stored for an account. */
export async function readStats(query: Query, account: string, schema: string): Promise<StoreStats> {
  const rows = await query<{ queue: string; count: number; oldest: number }>(
    `SELECT split_part(lane, '/', 1) AS queue, count(*)::integer AS count, min(at)::double precision AS oldest
    FROM @.events WHERE state = 0 AND account = $1 GROUP BY 1`,
    [encodeText(account)],
  )
  const [counts] = await query<{ dead: number; lanes: number; bytes: number }>(
    `SELECT (SELECT count(*)::integer FROM @.events WHERE state = 1 AND account = $1) AS dead,
    (SELECT count(*)::integer FROM @.lanes WHERE account = $1) AS lanes,
    (SELECT sum(pg_total_relation_size(c.oid))::double precision FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $2 AND c.relkind = 'r') AS bytes`,
    [encodeText(account), schema],
  )
  const { dead, lanes, bytes } = counts!
  return {
    waiting: Object.fromEntries(rows.map(({ queue, count }) => [decodeText(queue), count])),
    oldest: Object.fromEntries(rows.map(({ queue, oldest }) => [decodeText(queue), oldest])),
    dead,
    lanes,
    bytes,
  }
}
