import { createPostgresStore, type PostgresPool } from '@wazzup-kit/postgres'
import {
  bouncerSkipReason,
  startBouncer,
  startServer,
  type TestBouncer,
  type TestServer,
} from '@wazzup-kit/test-postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkModel } from './model/check-model.ts'
import type { StoreKind } from './model/model-world.ts'

describe.skipIf(bouncerSkipReason)(`two receivers over a store in PostgreSQL ${bouncerSkipReason}`, () => {
  let server: TestServer
  let bouncer: TestBouncer
  let schemas = 0
  beforeAll(async () => {
    server = await startServer()
    bouncer = await startBouncer(server)
  }, 60_000)
  afterAll(async () => {
    await bouncer?.stop()
    await server?.stop()
  })

  /** Returns a store behind a pool without a connection for notifications, and without looks for work. */
  function kindOver(connections: ReturnType<TestServer['connect']>): StoreKind {
    // So a run with the same seed makes the same calls.
    const pool: PostgresPool = {
      options: { max: 1 },
      connect: () => connections.connect(),
      query: (text, values) =>
        /pg_notify|EXISTS \(SELECT 1 FROM unnest/.test(text)
          ? Promise.resolve({ rows: [{ due: false }] })
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
    { name: 'PostgreSQL', connect: () => server.connect({ max: 10, idleTimeoutMillis: 0 }), runs: 3 },
    { name: 'PgBouncer', connect: () => bouncer.connect({ max: 10, idleTimeoutMillis: 0 }), runs: 1 },
  ])('over $name lose no event, handle it once and in order, whatever happens', async ({ connect, ...options }) => {
    const pool = connect()
    expect(await checkModel(kindOver(pool), { ...options, share: 0.1 })).toBeGreaterThan(0)
    await pool.end()
  })
})
