import { decodeText, encodeText, type StoreStats } from '@wazzup-kit/core/store'
import type { Query } from '../database/pool.ts'

/** Counts what is stored for an account. */
export async function readStats(query: Query, account: string, schema: string): Promise<StoreStats> {
  // One range of the index for each queue: to group all events by the beginning of their lanes takes twice as long.
  const rows = await query<{ queue: string; count: number; oldest: number }>(
    `WITH RECURSIVE queues(queue) AS (
      SELECT min(l.queue) FROM @.lanes l WHERE l.account = $1
      UNION ALL SELECT (SELECT min(l.queue) FROM @.lanes l WHERE l.account = $1 AND l.queue > q.queue)
      FROM queues q WHERE q.queue IS NOT NULL
    )
    SELECT q.queue, w.count::integer AS count, w.oldest::double precision AS oldest
    FROM queues q CROSS JOIN LATERAL (SELECT count(*) AS count, min(w.at) AS oldest FROM (
      SELECT e.at FROM @.events e WHERE e.state = 0 AND e.account = $1 AND e.lane = q.queue
      UNION ALL SELECT e.at FROM @.events e
      WHERE e.state = 0 AND e.account = $1 AND e.lane >= q.queue || '/' AND e.lane < q.queue || '0'
    ) w) w WHERE q.queue IS NOT NULL AND w.count > 0`,
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
