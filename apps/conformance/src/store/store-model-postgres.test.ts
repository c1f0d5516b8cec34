import { createPostgresStore, type PostgresPool } from '@wazzup-kit/postgres'
import { bouncerSkipReason, startBouncedServer, type BouncedServer } from '@wazzup-kit/test-postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkModel } from './model/check-model.ts'
import type { StoreKind } from './model/model-world.ts'

describe.skipIf(bouncerSkipReason)(`two receivers over a store in PostgreSQL ${bouncerSkipReason}`, () => {
  let started: BouncedServer
  let schemas = 0
  beforeAll(async () => void (started = await startBouncedServer()), 60_000)
  afterAll(() => started?.stop())

  /** Returns a store behind a pool without a connection for notifications, and without looks for work. */
  function kindOver(connections: ReturnType<BouncedServer['server']['connect']>): StoreKind {
    // So a run with the same seed makes the same calls.
    const pool: PostgresPool = {
      options: { max: 1 },
      connect: () => connections.connect(),
      query: (text, values) =>
        /pg_notify|AS q\(account, queue, index\)/.test(text)
          ? Promise.resolve({ rows: [] })
          : connections.query(text, values),
    }
    const names = new WeakMap<object, string>()
    const open = (schema: string, clock: Parameters<StoreKind['open']>[0]) => {
      const store = createPostgresStore({ pool, schema, clock })
      names.set(store, schema)
      return store
    }
    return {
      open: (clock) => open(`model_${++schemas}`, clock),
      async reopen(before, clock) {
        await before.close()
        return open(names.get(before)!, clock)
      },
      endsClaims: false,
    }
  }

  test.each([
    { name: 'PostgreSQL', connect: () => started.server.connect({ max: 10, idleTimeoutMillis: 0 }), runs: 3 },
    { name: 'PgBouncer', connect: () => started.bouncer.connect({ max: 10, idleTimeoutMillis: 0 }), runs: 1 },
  ])('over $name lose no event, handle it once and in order, whatever happens', async ({ connect, ...options }) => {
    const pool = connect()
    expect(await checkModel(kindOver(pool), { ...options, share: 0.1 })).toBeGreaterThan(0)
    await pool.end()
  })
})
