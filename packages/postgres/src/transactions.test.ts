import { createWazzup } from '@wazzup-kit/core'
import { createOutbox, createTimers } from '@wazzup-kit/core/store'
import { channelIds, chatIds, createEmulator } from '@wazzup-kit/emulator'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import knex, { type Knex } from 'knex'
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import { DataSource } from 'typeorm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPostgresStore, type PostgresTransaction } from './index.ts'
import { installPrisma, type InstalledPrisma } from './test-prisma.ts'

const message = { channelId: channelIds.tgapi, chatType: 'telegram', chatId: chatIds.tgapi, text: 'Shipped.' } as const

/** Runs a piece of work in a transaction of a library. The transaction is rolled back when the work rejects. */
type RunIn = (server: TestServer, work: (transaction: PostgresTransaction) => Promise<unknown>) => Promise<unknown>

const libraries: Readonly<Record<string, RunIn>> = {
  async pg(server, work) {
    const pool = server.connect()
    const client = await pool.connect()
    await client.query('BEGIN')
    await work(client).then(
      () => client.query('COMMIT'),
      () => client.query('ROLLBACK'),
    )
    client.release()
    await pool.end()
  },
  async Drizzle(server, work) {
    const pool = server.connect()
    const toSql = (text: string, values: unknown[] = []) =>
      sql.join(
        text
          .split(/\$\d+/)
          .flatMap((part, index) => (index === 0 ? [sql.raw(part)] : [sql`${values[index - 1]}`, sql.raw(part)])),
      )
    const run = drizzle(pool).transaction((tx) => work({ query: (text, values) => tx.execute(toSql(text, values)) }))
    await run.catch(() => {})
    await pool.end()
  },
  async Knex(server, work) {
    const db = knex({ client: 'pg', connection: server.connection as Knex.StaticConnectionConfig })
    const run = db.transaction((trx) =>
      work({ query: (text, values) => trx.raw(text.replaceAll(/\$\d+/g, '?'), values as string[]) }),
    )
    await run.catch(() => {})
    await db.destroy()
  },
  async Kysely(server, work) {
    const db = new Kysely<object>({ dialect: new PostgresDialect({ pool: server.connect() }) })
    const run = db
      .transaction()
      .execute((trx) => work({ query: (text, values) => trx.executeQuery(CompiledQuery.raw(text, values)) }))
    await run.catch(() => {})
    await db.destroy()
  },
  async TypeORM(server, work) {
    const source = await new DataSource({ type: 'postgres', url: server.url }).initialize()
    await source.transaction((manager) => work(manager)).catch(() => {})
    await source.destroy()
  },
}

let installed: InstalledPrisma | undefined
const prisma: RunIn = async (server, work) => {
  installed ??= installPrisma()
  const client = installed.connect(server.url)
  const run = client.$transaction((tx) =>
    work({ query: (text, values = []) => tx.$queryRawUnsafe(text, ...values) as Promise<never> }),
  )
  await run.catch(() => {})
  await client.$disconnect()
}

/** `pnpm test:long` also installs the library that is too large for each run. */
const tested = process.env.LIBRARIES === 'all' ? { ...libraries, Prisma: prisma } : libraries

describe.skipIf(skipReason)(`a transaction ${skipReason}`, () => {
  let server: TestServer
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())
  afterAll(() => installed?.remove())

  it.each(Object.entries(tested))(
    'of %s stores a message if and only if it commits',
    async (library, runIn) => {
      const pool = server.connect()
      const emulator = createEmulator()
      const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
      const store = createPostgresStore({ pool, schema: library.toLowerCase() })
      const outbox = createOutbox({ wazzup, store: store.forAccount('main') })
      await runIn(server, async (transaction) => {
        await outbox.send(message, { id: 'rolled back', transaction })
        throw new Error('the order could not be stored')
      })
      await runIn(server, (transaction) => outbox.send(message, { id: 'committed', transaction }))
      expect(await outbox.get('rolled back')).toBeUndefined()
      expect(await outbox.get('committed')).toMatchObject({ state: 'queued' })
      await outbox.drain({ deadline: 5_000 })
      expect(emulator.ledger.map(({ text }) => text)).toEqual(['Shipped.'])
      await store.close()
      await pool.end()
    },
    300_000,
  )

  it('needs no connection beside its own, so as many as the pool has do not wait for each other', async () => {
    const pool = server.connect({ max: 2 })
    const emulator = createEmulator()
    const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
    const whole = createPostgresStore({ pool, schema: 'few' })
    const store = whole.forAccount('main')
    const outbox = createOutbox({ wazzup, store })
    const timers = createTimers({ store })
    await outbox.send(message, { id: 'first' })
    const run = async (name: string) => {
      const client = await pool.connect()
      await client.query('BEGIN')
      const at = Date.now() + 60_000
      // Now both connections of the pool have a transaction.
      await new Promise((resolve) => setTimeout(resolve, 100))
      await outbox.send(message, { id: name, transaction: client })
      const again = await outbox.send(message, { id: name, transaction: client })
      await timers.set('late', name, { at, transaction: client })
      await timers.set('late', name, { at: at + 1, transaction: client })
      await client.query('COMMIT')
      client.release()
      return again.id
    }
    expect(await Promise.all([run('one'), run('two')])).toEqual(['one', 'two'])
    expect(await outbox.stats()).toMatchObject({ waiting: { out: 3, timer: 2 } })
    await whole.close()
    await pool.end()
  }, 30_000)
})
