import { storeContract } from '@wazzup-kit/core/testing'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { createPostgresStore } from './index.ts'
import { skipReason, startServer, type TestServer } from '@wazzup-kit/test-postgres'

describe.skipIf(skipReason)(`the store in PostgreSQL ${skipReason}`, () => {
  let server: TestServer
  let schemas = 0
  beforeAll(async () => void (server = await startServer()), 60_000)
  afterAll(() => server?.stop())

  it.each(storeContract)('$name', ({ run: check }) =>
    check(() => {
      const schema = `case_${++schemas}`
      const listeners = new Set<() => void>()
      let now = 1_750_000_000_000
      const clock = { now: () => now, whenAdvanced: (listener: () => void) => void listeners.add(listener) }
      const open = () => {
        const pool = server.connect()
        return { pool, store: createPostgresStore({ pool, schema, clock }) }
      }
      let opened = open()
      const end = async () => {
        await opened.store.close()
        await opened.pool.end()
      }
      return {
        driver: opened.store.forAccount('main').driver,
        async reopen() {
          await end()
          opened = open()
          return opened.store.forAccount('main').driver
        },
        advance(milliseconds) {
          now += milliseconds
          for (const listener of listeners) listener()
        },
        close: end,
      }
    }),
  )
})
