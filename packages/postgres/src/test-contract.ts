import type { OpenStore } from '@wazzup-kit/core/testing'
import type { Pool } from 'pg'
import { createPostgresStore } from './index.ts'

let schemas = 0

/** Returns the function that opens a store for each case of the contract suite, in a schema of its own. */
export function openWith(connect: () => Pool): OpenStore {
  return () => {
    const schema = `case_${++schemas}`
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
