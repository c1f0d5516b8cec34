import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPostgresStore, printMigrations } from './index.ts'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'

describe.skipIf(skipReason)(`the schema in PostgreSQL ${skipReason}`, () => {
  let server: TestServer
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())

  it('is created once when several processes start at the same time', async () => {
    const pools = Array.from({ length: 4 }, () => server.connect({ max: 2 }))
    // Each pool has a connection before, so that all processes look for the schema in the same moment.
    await Promise.all(pools.map((pool) => pool.query('SELECT 1')))
    for (let round = 0; round < 5; round++) {
      const stores = pools.map((pool) => createPostgresStore({ pool, schema: `together_${round}` }))
      const all = await Promise.all(stores.map((store) => store.forAccount('main').stats()))
      expect(all.map(({ dead }) => dead)).toEqual([0, 0, 0, 0])
    }
    await Promise.all(pools.map((pool) => pool.end()))
  })

  it('is only checked with migrate "check", and can be created by hand', async () => {
    const pool = server.connect()
    const open = () => createPostgresStore({ pool, schema: 'by_hand', migrate: 'check' }).forAccount('main')
    await expect(open().stats()).rejects.toThrow('Run the SQL that printMigrations({ from: 0 }) returns')
    await pool.query(printMigrations({ schema: 'by_hand' }))
    expect(await open().stats()).toMatchObject({ dead: 0 })
    await pool.end()
  })

  it('of a newer version is used when that version allows it, and rejected otherwise', async () => {
    const pool = server.connect()
    const open = () => createPostgresStore({ pool, schema: 'newer' }).forAccount('main')
    await open().stats()
    await pool.query('UPDATE newer.schema_version SET version = 2')
    expect(await open().stats()).toMatchObject({ dead: 0 })
    await pool.query('UPDATE newer.schema_version SET version = 3, oldest = 2')
    await expect(open().stats()).rejects.toThrow('needs version 2 or later; this package knows version 1')
    await pool.end()
  })

  it('of an unknown version cannot be printed', () => {
    for (const from of [-1, 2, 0.5]) expect(() => printMigrations({ from })).toThrow(`got ${from}`)
  })

  it('has a name that is checked', () => {
    for (const schema of ['', 'a b', 'x"; DROP TABLE users', 'a'.repeat(51)]) {
      expect(() => createPostgresStore({ pool: server.connect(), schema })).toThrow('schema')
    }
  })

  it('is checked again after the database could not be reached', async () => {
    const pool = server.connect({ connectionTimeoutMillis: 2_000 })
    let isDown = true
    const connect: typeof pool.connect = (() =>
      isDown ? Promise.reject(new Error('connection refused')) : pool.connect()) as typeof pool.connect
    const store = createPostgresStore({ pool: { query: pool.query.bind(pool), connect }, schema: 'later' })
    await expect(store.forAccount('main').stats()).rejects.toThrow('connection refused')
    await expect(store.ready()).rejects.toThrow('connection refused')
    isDown = false
    expect(await store.forAccount('main').stats()).toMatchObject({ dead: 0 })
    await pool.end()
  })
})
