import type { OpenStore } from '@wazzup-kit/core/testing'
import type { Pool } from 'pg'
import { createPostgresStore } from './index.ts'

const schema = 'contract'

/** Returns the function that empties a store and opens it for a case of the contract suite. */
export function openWith(connect: () => Pool): OpenStore {
  return async () => {
    const listeners = new Set<() => void>()
    let now = 1_750_000_000_000
    const clock = { now: () => now, whenAdvanced: (listener: () => void) => void listeners.add(listener) }
    const open = () => {
      const pool = connect()
      return { pool, store: createPostgresStore({ pool, schema, clock }) }
    }
    let opened = open()
    const end = async () => {
      await opened.store.close()
      await opened.pool.end()
    }
    // Waits until the schema is there.
    await opened.store.forAccount('main').stats()
    await opened.pool.query(`TRUNCATE ${schema}.events, ${schema}.lanes, ${schema}.records`)
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
  }
}
