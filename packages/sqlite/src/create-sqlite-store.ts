import { WazzupValidationError } from '@wazzup-kit/core'
import { createStore, type Clock, type Store } from '@wazzup-kit/core/store'
import { loadSqlite } from './database/load-sqlite.ts'
import { openDatabase } from './database/open-database.ts'
import { createSqliteDriver } from './sqlite-driver.ts'

/** Options of {@link createSqliteStore}. */
export interface SqliteStoreOptions {
  /**
   * Path of the database file, for example `bot.db`. The file is created when it is missing; its folder must exist.
   * Beside it are `bot.db-wal`, `bot.db-shm` and `bot.db-lock`.
   */
  path: string
  /**
   * The clock of everything that is stored, for tests, for example `emulator.clock`.
   *
   * @default the clock of the machine
   */
  clock?: Clock | undefined
  /**
   * How long the store waits for another process that has the file open, in milliseconds. During a deploy the old
   * process still runs when the new one starts.
   *
   * @default 30_000
   */
  lockTimeout?: number | undefined
}

/**
 * Creates a store in one SQLite file, for one process. It opens the file at once, and its functions wait until the file
 * is open. When the file cannot be opened, each of them rejects with the reason.
 *
 * @throws WazzupValidationError when an option is invalid.
 * @throws Error when this Node has no `node:sqlite`.
 * @example
 * const store = createSqliteStore({ path: 'bot.db' })
 */
export function createSqliteStore(options: SqliteStoreOptions): Store {
  checkOptions(options)
  const { path, clock, lockTimeout = 30_000 } = options
  const sqlite = loadSqlite()
  const open = (signal: AbortSignal) => openDatabase(sqlite, { path, lockTimeout }, signal)
  return createStore(createSqliteDriver({ path, clock, share: 'all', open }))
}

function checkOptions(options: unknown): void {
  const { path, clock, lockTimeout, ...others }: Record<string, unknown> = { ...(options as object | undefined) }
  const issues = Object.keys(others).map((name) => ({ path: name, message: 'is not an option of createSqliteStore' }))
  if (typeof path !== 'string' || path === '' || path.includes('\0')) {
    issues.push({ path: 'path', message: 'must be the path of a file, for example "bot.db"' })
  } else if (path === ':memory:' || path.startsWith('file:')) {
    const message = 'must be the path of a file, for example "bot.db"; for tests in memory use createMemoryStore'
    issues.push({ path: 'path', message })
  }
  if (lockTimeout !== undefined && !(typeof lockTimeout === 'number' && lockTimeout >= 0)) {
    issues.push({ path: 'lockTimeout', message: 'must be a number of milliseconds, 0 or more' })
  }
  if (clock !== undefined && typeof (clock as Partial<Clock> | null)?.now !== 'function') {
    issues.push({ path: 'clock', message: 'must be a clock with a function now(), for example emulator.clock' })
  }
  if (issues.length === 0) return
  throw new WazzupValidationError('input', issues, { endpoint: 'createSqliteStore', effect: 'none', attempts: 0 })
}
