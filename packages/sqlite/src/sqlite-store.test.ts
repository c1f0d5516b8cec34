import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { storeContract } from '@wazzup-kit/core/testing'
import { createSqliteStore } from './index.ts'
import { skipReason } from './test-files.ts'

describe.skipIf(skipReason)(`the store in SQLite ${skipReason || ''}`, () => {
  it.each(storeContract)('$name', ({ run: check }) =>
    check(() => {
      const folder = mkdtempSync(join(tmpdir(), 'sqlite-'))
      const listeners = new Set<() => void>()
      let now = 1_750_000_000_000
      const clock = { now: () => now, whenAdvanced: (listener: () => void) => void listeners.add(listener) }
      const open = () => createSqliteStore({ path: join(folder, 'bot.db'), clock })
      let store = open()
      return {
        driver: store.forAccount('main').driver,
        async reopen() {
          await store.close()
          store = open()
          return store.forAccount('main').driver
        },
        advance(milliseconds) {
          now += milliseconds
          for (const listener of listeners) listener()
        },
        async close() {
          await store.close()
          rmSync(folder, { recursive: true })
        },
      }
    }),
  )
})
