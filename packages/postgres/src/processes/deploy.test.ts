import { createEmulator } from '@wazzup-kit/emulator'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createPostgresStore, printMigrations } from '../index.ts'
import { startLoad } from './test-load.ts'
import { loadNextVersion, type NextVersion } from './test-next-version.ts'
import { openProcess, type TestProcess } from './test-process.ts'

/** What a version may do to the schema while the version before it runs: add. */
const addition = `
ALTER TABLE @.events ADD COLUMN planted integer NOT NULL DEFAULT 7;
ALTER TABLE @.lanes ADD COLUMN planted text;
CREATE TABLE @.planted (account text NOT NULL, note text);
CREATE FUNCTION @.planted() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
`

describe.skipIf(skipReason)(`a deploy ${skipReason}`, () => {
  let server: TestServer
  const versions: NextVersion[] = []
  const ends: (() => Promise<unknown>)[] = []
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(async () => {
    for (const { remove } of versions) remove()
    await server?.stop()
  })
  afterEach(async () => void (await Promise.all(ends.splice(0).map((end) => end()))))

  async function loadNext(oldest: number): Promise<NextVersion> {
    const next = await loadNextVersion({ oldest, sql: addition })
    versions.push(next)
    return next
  }

  it('of a version that changes the schema loses nothing and sends nothing twice', async () => {
    const emulator = createEmulator()
    const next = await loadNext(1)
    const schema = 'deployed'
    const open = (createStore: typeof createPostgresStore): TestProcess => {
      const opened = openProcess({ pool: server.connect({ max: 5 }), schema, emulator, createStore })
      opened.startAnswering()
      return opened
    }
    const before = [open(createPostgresStore), open(createPostgresStore)]
    let running = before
    const load = startLoad(emulator, () => running)
    await load.more(60)
    const after = [open(next.createPostgresStore), open(next.createPostgresStore)]
    ends.push(...after.map(({ stop }) => stop))
    running = [...before, ...after]
    await after[0]!.store.forAccount('main').stats()
    await load.more(60)
    const { rows } = await after[0]!.pool.query(`SELECT version, oldest FROM ${schema}.schema_version`)
    expect(rows).toEqual([{ version: 2, oldest: 1 }])
    running = after
    await Promise.all(before.map(({ stop }) => stop()))
    await load.more(60)
    expect(await load.finish()).toBeGreaterThan(0)
    // Nothing of the older version failed while the schema was changed.
    expect([...before, ...after].flatMap(({ errors }) => errors)).toEqual([])
    // It can be started again, if the deploy is undone.
    const undone = open(createPostgresStore)
    ends.push(undone.stop)
    expect(await undone.deliver({ chatId: '79000000999', messageId: 'undone' })).toBe(200)
  }, 90_000)

  it('can be prepared by hand, before the first process of the new version starts', async () => {
    const next = await loadNext(1)
    const pool = server.connect()
    ends.push(() => pool.end())
    const options = { pool, schema: 'prepared', migrate: 'check' } as const
    const stats = (createStore: typeof createPostgresStore) => createStore(options).forAccount('main').stats()
    await pool.query(printMigrations({ schema: 'prepared' }))
    await expect(stats(next.createPostgresStore)).rejects.toThrow(
      'Run the SQL that printMigrations({ from: 1 }) returns',
    )
    await pool.query(next.printMigrations({ schema: 'prepared', from: 1 }))
    expect(await stats(next.createPostgresStore)).toMatchObject({ dead: 0 })
    expect(await stats(createPostgresStore)).toMatchObject({ dead: 0 })
  }, 30_000)

  it('waits for a table that a transaction uses, and holds up nothing meanwhile', async () => {
    const next = await loadNext(1)
    const pool = server.connect()
    ends.push(() => pool.end())
    const schema = 'in_use'
    const { driver } = createPostgresStore({ pool, schema }).forAccount('main')
    const client = await pool.connect()
    await client.query('BEGIN')
    const append = (id: string) => ({ append: [{ id, lane: `in/${id}`, data: null }] })
    await driver.commit('main', append('open'), client)
    const changed = next.createPostgresStore({ pool, schema }).forAccount('main').stats()
    // The change of the schema is waiting, and steps wait behind it, but not for long.
    await pause(200)
    expect(await driver.commit('main', append('meanwhile'))).toEqual({ appended: [true] })
    await client.query('COMMIT')
    client.release()
    expect((await changed).waiting).toEqual({ in: 2 })
  }, 60_000)

  it('rejects a version that is too old for the schema, and says what to do', async () => {
    const next = await loadNext(2)
    const pool = server.connect()
    ends.push(() => pool.end())
    await next.createPostgresStore({ pool, schema: 'too_new' }).forAccount('main').stats()
    const old = createPostgresStore({ pool, schema: 'too_new' }).forAccount('main')
    await expect(old.stats()).rejects.toThrow(
      'A newer version of @wazzup-kit/postgres has changed the schema "too_new" to version 2, which needs version 2 or ' +
        'later; this package knows version 1. Update the package.',
    )
  }, 30_000)
})
