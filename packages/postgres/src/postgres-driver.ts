import {
  decodeText,
  dueAfterStep,
  dueAfterWake,
  encodeText,
  endOfPrefix,
  eventStates,
  toStoredEvent,
  toStoredRecord,
  type Claim,
  type Clock,
  type DueQueues,
  type EventRow,
  type RecordRow,
  type StoreDriver,
} from '@wazzup-kit/core/store'
import { migrate, quote } from './database/migrate.ts'
import { createQuery, ignoreBrokenConnections, type PostgresPool, type Query } from './database/pool.ts'
import { createStoreClock, readTime } from './database/store-clock.ts'
import { createWakeUps } from './database/wake-ups.ts'
import { eventColumns, recordColumns } from './log/rows.ts'
import { readStats } from './log/stats.ts'
import { toParameters } from './log/steps.ts'
import { forgetSubject, purge, wakeLanes } from './log/upkeep.ts'
import { joinTransaction } from './transaction.ts'

/** Milliseconds after which a lane is looked at again that another process was changing. */
const afterSkipped = 100

/** What a driver needs. */
export interface DriverOptions {
  pool: PostgresPool
  schema: string
  clock: Clock | undefined
  migrate: 'run' | 'check'
}

interface ClaimRow {
  lane_account: string
  /** Null in the row that says when the next lane is due. */
  lane_name: string | null
  lane_token: string
  abandoned: number
  was_due: number | null
}

/**
 * Returns SQL for a parameter with a JSON list as a list of texts. JSON passes through every library in whose transaction the
 * statement may run, and lists do not.
 */
function listOf(parameter: string): string {
  return `ARRAY(SELECT jsonb_array_elements_text(${parameter}::jsonb))`
}

/** Creates a driver that begins to check the schema at once. */
export function createPostgresDriver({ pool, schema, clock, migrate: mode }: DriverOptions): StoreDriver {
  const closed = new Error('The PostgreSQL store is closed')
  const name = quote(schema)
  const looked = new Map<string, { account: string; queue: string }>()
  let isClosed = false
  let opening: Promise<void> | undefined

  /** Checks the schema once. After a failure, the next call checks it again. */
  function open(): Promise<void> {
    opening ??= migrate(pool, schema, mode).catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return opening
  }
  ignoreBrokenConnections(pool)
  open().catch(() => {})

  const plain = createQuery(pool)
  const query: Query = async (text, values) => {
    if (isClosed) throw closed
    await open()
    return plain(text.replaceAll('@.', `${name}.`), values)
  }
  /** Returns how to run statements: in the transaction of the caller, or by the pool. */
  const queryIn = (transaction: unknown): Query => {
    if (transaction === undefined) return query
    const run = joinTransaction(transaction)
    return async (text, values) => {
      await open()
      return run(text.replaceAll('@.', `${name}.`), values)
    }
  }
  const now = createStoreClock(query, clock)
  const given = (): number | null => clock?.now() ?? null
  const wakeUps = createWakeUps({ pool, schema, open, look: lookForDue })
  clock?.whenAdvanced?.(() => wakeUps.notify())

  async function lookForDue(): Promise<readonly DueQueues[]> {
    const queues = [...looked.values()]
    const rows = await query<{ index: number }>(
      `SELECT index::integer - 1 AS index FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS q(account, queue, index)
      WHERE EXISTS (
        SELECT 1 FROM @.lanes l WHERE l.account = q.account AND l.queue = q.queue AND l.ready_at <= @.read_clock($3)
      )`,
      [queues.map(({ account }) => encodeText(account)), queues.map(({ queue }) => encodeText(queue)), given()],
    )
    return rows.map(({ index }) => ({ account: queues[index]!.account, queues: [queues[index]!.queue] }))
  }

  return {
    name: 'PostgreSQL',
    durable: true,
    clock,
    async now(transaction) {
      if (transaction === undefined || clock) return now()
      const [row] = await queryIn(transaction)<{ now: number }>(readTime, [])
      return row!.now
    },
    async commit(account, step, transaction) {
      const parameters = [encodeText(account), given(), ...toParameters(step)]
      const due = dueAfterStep(account, step)
      const text = 'SELECT @.make_step($1, $2, $3::jsonb, $4::jsonb, $5::jsonb) AS appended'
      const [row] = await queryIn(transaction)<{ appended: boolean[] | null }>(text, parameters)
      const { appended } = row!
      if (appended === null) return undefined
      if (transaction === undefined) wakeUps.notify(due)
      return { appended }
    },
    async head(account, lane) {
      const [row] = await query<EventRow>(
        `SELECT ${eventColumns} FROM @.events WHERE state = ${eventStates.waiting} AND account = $1 AND lane = $2
        ORDER BY @.events.position LIMIT 1`,
        [encodeText(account), encodeText(lane)],
      )
      return row && toStoredEvent(row)
    },
    async find(account, ids, transaction) {
      const keys = ids.map(encodeText)
      const rows = await queryIn(transaction)<EventRow>(
        `SELECT ${eventColumns} FROM @.events WHERE account = $1 AND id = ANY (${listOf('$2')})`,
        [encodeText(account), JSON.stringify(keys)],
      )
      const found = new Map(rows.map((row) => [row.id, toStoredEvent(row)]))
      return keys.flatMap((key) => found.get(key) ?? [])
    },
    async listEvents(account, { state, lanePrefix = '', after = 0, limit }) {
      const prefix = encodeText(lanePrefix)
      const rows = await query<EventRow>(
        `SELECT ${eventColumns} FROM @.events WHERE state = ${eventStates[state]} AND account = $1 AND lane >= $2
        AND ($3::text IS NULL OR lane < $3) AND @.events.position > $4 ORDER BY @.events.position LIMIT $5`,
        [encodeText(account), prefix, endOfPrefix(prefix) ?? null, after, limit],
      )
      return rows.map(toStoredEvent)
    },
    async read(account, keys, transaction) {
      const encoded = keys.map(encodeText)
      const rows = await queryIn(transaction)<RecordRow>(
        `SELECT ${recordColumns} FROM @.records WHERE account = $1 AND key = ANY (${listOf('$2')})
        AND (expires_at IS NULL OR expires_at > @.read_clock($3))`,
        [encodeText(account), JSON.stringify(encoded), given()],
      )
      const found = new Map(rows.map((row) => [row.key, toStoredRecord(row)]))
      return encoded.map((key) => found.get(key))
    },
    async readGroup(account, group) {
      const rows = await query<RecordRow>(
        `SELECT ${recordColumns} FROM @.records WHERE account = $1 AND in_group = $2
        AND (expires_at IS NULL OR expires_at > @.read_clock($3)) ORDER BY key`,
        [encodeText(account), encodeText(group), given()],
      )
      return rows.map(toStoredRecord)
    },
    async listRecords(account, { prefix, after = '', limit }) {
      const start = encodeText(prefix)
      const rows = await query<RecordRow>(
        `SELECT ${recordColumns} FROM @.records WHERE account = $1 AND key >= $2 AND key > $3
        AND ($4::text IS NULL OR key < $4) AND (expires_at IS NULL OR expires_at > @.read_clock($5))
        ORDER BY key LIMIT $6`,
        [encodeText(account), start, encodeText(after), endOfPrefix(start) ?? null, given(), limit],
      )
      return rows.map(toStoredRecord)
    },
    async claim({ accounts, queue, limit, lease }) {
      const names = new Map(accounts.map((account) => [encodeText(account), account]))
      const encoded = encodeText(queue)
      for (const account of accounts) looked.set(JSON.stringify([account, queue]), { account, queue })
      const rows = await query<ClaimRow>('SELECT * FROM @.claim_lanes($1, $2, $3, $4, $5, $6)', [
        [...names.keys()],
        encoded,
        limit,
        lease,
        crypto.randomUUID(),
        given(),
      ])
      const claims = rows
        .filter(({ lane_name }) => lane_name !== null)
        .sort((one, other) => one.was_due! - other.was_due!)
        .map(({ lane_account, lane_name, lane_token, abandoned }): Claim => {
          return { account: names.get(lane_account)!, lane: decodeText(lane_name!), token: lane_token, abandoned }
        })
      const next = rows.find(({ lane_name }) => lane_name === null)?.was_due ?? undefined
      if (next === undefined || claims.length === limit) return { claims, next }
      // A lane that is due and was not given is being changed by another process.
      const time = await now()
      return { claims, next: next <= time ? time + afterSkipped : next }
    },
    async renew(claims, lease) {
      const rows = await query<{ index: number }>(
        `UPDATE @.lanes l SET lease_until = @.read_clock($4) + $5,
        ready_at = greatest(l.due, @.read_clock($4) + $5)
        FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS c(account, name, token, index)
        WHERE l.account = c.account AND l.name = c.name AND l.token = c.token RETURNING c.index::integer - 1 AS index`,
        [
          claims.map(({ account }) => encodeText(account)),
          claims.map(({ lane }) => encodeText(lane)),
          claims.map(({ token }) => token),
          given(),
          lease,
        ],
      )
      const kept = new Set(rows.map(({ index }) => index))
      return claims.filter((_, index) => !kept.has(index))
    },
    async release({ account, lane, token }) {
      const [row] = await query<{ waits: boolean }>('SELECT @.release_lane($1, $2, $3) AS waits', [
        encodeText(account),
        encodeText(lane),
        token,
      ])
      return row!.waits
    },
    async wake(account, prefix) {
      await wakeLanes(query, account, prefix, given())
      wakeUps.notify(dueAfterWake(account, prefix))
    },
    forget: (account, subject) => forgetSubject(query, account, subject),
    purge: (account, doneBefore) => purge(query, account, doneBefore, given()),
    stats: (account) => readStats(query, account, schema),
    whenDue: wakeUps.listen,
    async close() {
      if (isClosed) return
      isClosed = true
      await wakeUps.close()
    },
  }
}
