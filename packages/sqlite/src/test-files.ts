import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { AccountStore, Store } from '@wazzup-kit/core/store'
import { createSqliteStore, type SqliteStoreOptions } from './index.ts'

/** Why the tests of SQLite cannot run here, or false. */
export const skipReason = process.getBuiltinModule?.('node:sqlite') ? false : 'skipped: needs Node 22.13 or newer'

/** Returns a path in a new folder, which is deleted after the test. */
export function createPath(name = 'bot.db'): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sqlite-')))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, name)
}

/** Opens a store, which is closed after the test. */
export function openStore(options: SqliteStoreOptions): { store: Store } & Pick<AccountStore, 'driver'> {
  const store = createSqliteStore(options)
  onTestFinished(() => store.close())
  return { store, driver: store.forAccount('main').driver }
}

/** Runs statements on a file in a connection of its own, and returns how to close it. */
export function runOn(path: string, sql: string): { run(sql: string): void; close(): void } {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const db = new DatabaseSync(path)
  db.exec(sql)
  return { run: (sql) => db.exec(sql), close: () => db.close() }
}
