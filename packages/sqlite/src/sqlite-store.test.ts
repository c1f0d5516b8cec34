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
      let now = 1_750_000_000_000
      const open = () => createSqliteStore({ path: join(folder, 'bot.db'), clock: { now: () => now } })
      let store = open()
      return {
        driver: store.forAccount('main').driver,
        async reopen() {
          await store.close()
          store = open()
          return store.forAccount('main').driver
        },
        advance: (milliseconds) => void (now += milliseconds),
        async close() {
          await store.close()
          rmSync(folder, { recursive: true })
        },
      }
    }),
  )
})
