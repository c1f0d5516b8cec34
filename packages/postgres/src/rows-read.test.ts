import { endRun } from '@wazzup-kit/core/store'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPostgresStore } from './index.ts'

const waiting = 3_000

/** Rows and index entries that all ten rounds may read together; they need about 500. A table that is read whole has more. */
const mostRead = 1_000

/** Returns how many rows and entries of indexes this connection has read since the server was started. */
async function countReads(pool: Pool): Promise<number> {
  const { rows } = await pool.query(
    `SELECT coalesce(sum(t.seq_tup_read + t.idx_tup_fetch), 0)::integer + (
      SELECT coalesce(sum(pg_stat_get_xact_tuples_returned(i.indexrelid)), 0)::integer FROM pg_index i
      JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = 'read'::regnamespace
    ) AS count FROM pg_stat_xact_user_tables t WHERE t.schemaname = 'read'`,
  )
  return (rows[0] as { count: number }).count
}

describe.skipIf(skipReason)(`a store in which many lanes wait ${skipReason}`, () => {
  let server: TestServer
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())

  it('reads a few rows to claim a lane, to settle its event and to release it', async () => {
    const pool = server.connect({ max: 1 })
    const { driver, ...store } = createPostgresStore({ pool, schema: 'read' }).forAccount('main')
    await store.stats()
    // Plans that were made for empty tables are kept by the connection, as in a bot that has just started.
    for (let round = 0; round < 10; round++) await work()
    for (let first = 0; first < waiting; first += 500) {
      const ids = Array.from({ length: 500 }, (_, index) => `${first + index}`)
      await driver.commit('main', { append: ids.map((id) => ({ id, lane: `in/${id}`, data: id })) })
    }
    // In one transaction, PostgreSQL tells at once what was read.
    await pool.query('BEGIN')
    for (let round = 0; round < 10; round++) await work()
    const read = await countReads(pool)
    await pool.query('ROLLBACK')
    expect(read).toBeGreaterThan(0)
    expect(read).toBeLessThan(mostRead)
    await pool.end()

    async function work(): Promise<void> {
      const id = crypto.randomUUID()
      await driver.commit('main', { append: [{ id, lane: `in/${id}`, data: id, due: 0 }] })
      const { claims } = await driver.claim({ accounts: ['main'], queue: 'in', limit: 1, lease: 20_000 })
      const { lane } = claims[0]!
      const head = (await driver.head('main', lane))!
      expect(await driver.commit('main', { settle: [endRun(head, { state: 'done' })] })).toBeDefined()
      await driver.release(claims[0]!)
    }
  }, 30_000)
})
