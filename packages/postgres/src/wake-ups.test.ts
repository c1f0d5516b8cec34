import { buildDelivery } from '@wazzup-kit/core/testing'
import { createWebhooks } from '@wazzup-kit/core'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import type { Pool } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createPostgresStore, type PostgresPool } from './index.ts'

describe.skipIf(skipReason)(`a process that waits for work ${skipReason}`, () => {
  let server: TestServer
  let schemas = 0
  const ends: (() => Promise<unknown>)[] = []
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())
  afterEach(async () => void (await Promise.all(ends.splice(0).map((end) => end()))))
  afterEach(() => vi.restoreAllMocks())

  function openReceiver(schema: string, max: number, see: (pool: Pool) => PostgresPool = (pool) => pool) {
    const pool = server.connect({ max })
    const store = createPostgresStore({ pool: see(pool), schema })
    const handled: string[] = []
    const webhooks = createWebhooks({ secret: false, store: store.forAccount('main') })
    webhooks.on('message', ({ messageId }) => void handled.push(messageId))
    ends.push(async () => {
      await webhooks.stop(1_000)
      await store.close()
      await pool.end()
    })
    return { pool, store, handled, webhooks }
  }

  /** Returns how to see a pool with other queries, and which of its connections listen. */
  function seeListening(listening: string[], query: (pool: Pool) => PostgresPool['query']) {
    return (pool: Pool): PostgresPool => ({
      options: pool.options,
      query: query(pool),
      async connect() {
        const client = await pool.connect()
        return {
          async query(text, values) {
            const result = await client.query(text, values)
            if (text.startsWith('LISTEN')) listening.push(text)
            return result
          },
          release: (destroy) => client.release(destroy),
          on: (event, listener) => client.on(event as 'error', listener as () => void),
        }
      },
    })
  }

  /** A process that only stores, and the messages that another process has handled. */
  async function deliverTo(worker: ReturnType<typeof openReceiver>, schema: string): Promise<void> {
    const web = openReceiver(schema, 5)
    await expect(web.webhooks.receive({ body: buildDelivery('message', { messageId: 'm1' }) })).resolves.toEqual({
      status: 200,
    })
    await vi.waitUntil(() => worker.handled.length > 0, { timeout: 10_000 })
  }

  it('is woken by the notification of another process', async () => {
    const schema = `wake_${++schemas}`
    const listening: string[] = []
    let looks = 0
    const worker = openReceiver(
      schema,
      5,
      // The look of each second finds nothing.
      seeListening(listening, (pool) => (text, values) => {
        if (!text.includes('AS q(account, queue, index)')) return pool.query(text, values)
        looks++
        return Promise.resolve({ rows: [] })
      }),
    )
    worker.webhooks.start()
    await vi.waitFor(() => expect(listening).toHaveLength(1))
    await deliverTo(worker, schema)
    expect(worker.handled).toEqual(['m1'])
    await vi.waitFor(() => expect(looks).toBeGreaterThan(0), { timeout: 5_000 })
  })

  it('wakes only the workers of the account that a notification names', async () => {
    const schema = `wake_${++schemas}`
    const claims: string[] = []
    const listening: string[] = []
    const worker = openReceiver(
      schema,
      5,
      seeListening(listening, (pool) => (text, values = []) => {
        if (text.includes('claim_lanes')) claims.push(...(values[0] as string[]))
        return pool.query(text, values)
      }),
    )
    const other = createWebhooks({ secret: false, store: worker.store.forAccount('other') })
    other.on('message', () => {})
    ends.unshift(() => other.stop(1_000))
    for (const webhooks of [worker.webhooks, other]) webhooks.start()
    await vi.waitFor(() => expect(listening).toHaveLength(1))
    // Also a process of another version says that there is work, anywhere, and so may a stranger with access to the database.
    for (const payload of ['', 'null', '{"due":5}', '{"due":[{"account":"main"}]}', '{"due":[null]}']) {
      const { length } = claims
      await worker.pool.query('SELECT pg_notify($1, $2)', [`${schema}_due`, payload])
      await vi.waitFor(() => expect(claims.slice(length)).toEqual(expect.arrayContaining(['main', 'other'])))
    }
    const before = claims.filter((account) => account === 'other').length
    await deliverTo(worker, schema)
    expect(worker.handled).toEqual(['m1'])
    expect(claims.filter((account) => account === 'other')).toHaveLength(before)
  })

  it.each([1, 2])('finds the work of another process without notifications, with %i connections', async (max) => {
    const schema = `wake_${++schemas}`
    const worker = openReceiver(schema, max)
    worker.webhooks.start()
    await deliverTo(worker, schema)
    expect(worker.handled).toEqual(['m1'])
  })

  it('waits for notifications also when the database could not be reached at first', async () => {
    const schema = `wake_${++schemas}`
    let isDown = true
    const worker = openReceiver(schema, 5, (pool) => ({
      options: pool.options,
      query: (text, values) => pool.query(text, values),
      connect: () => (isDown ? Promise.reject(new Error('connection refused')) : pool.connect()),
    }))
    await expect(worker.store.forAccount('main').stats()).rejects.toThrow('connection refused')
    isDown = false
    worker.webhooks.start()
    await deliverTo(worker, schema)
    expect(worker.handled).toEqual(['m1'])
    const { rows } = await worker.pool.query(
      "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND query LIKE $1",
      [`%${schema}%`],
    )
    expect(rows).toHaveLength(1)
  })

  it('uses the clock of the database, whatever its own clock says', async () => {
    const { store, pool } = openReceiver(`wake_${++schemas}`, 5)
    const day = 86_400_000
    const now = Date.now.bind(Date)
    vi.spyOn(Date, 'now').mockImplementation(() => now() + day)
    const { driver } = store.forAccount('main')
    const { rows } = await pool.query<{ now: number }>('SELECT extract(epoch FROM now())::float8 * 1000 AS now')
    expect(Math.abs((await driver.now()) - rows[0]!.now)).toBeLessThan(day / 2)
    // The machine has slept, or its time was set: the clock of the database is read again.
    vi.spyOn(Date, 'now').mockImplementation(() => now() - day)
    expect(Math.abs((await driver.now()) - rows[0]!.now)).toBeLessThan(day / 2)
  })
})
