import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { readOpenings, startOpening } from '@wazzup-kit/sqlite-log'
import { createDatabase, type Database } from './database.ts'
import { lockFile } from './file-lock.ts'
import type { Sqlite } from './load-sqlite.ts'
import { describeNoDatabase, migrate } from './migrations.ts'

/** A commit is on the disk when it returns, and deleted content is overwritten. Each connection must set it. */
export const safety = 'PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST'

/**
 * The write-ahead log is copied into the file at 16 MB, not at 4 MB, which saves waits for the disk and writes each page
 * less often. 16 MB of pages are kept in memory, not 2 MB.
 */
const speed = 'PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000'

/** Where the database is, and how long to wait for it. */
export interface Place {
  path: string
  lockTimeout: number
}

/**
 * Opens the file for this process alone. Claims of earlier processes end, and still count as abandoned.
 *
 * @throws Error when the file cannot be opened, with the reason and what to do.
 */
export async function openDatabase(sqlite: Sqlite, place: Place, signal: AbortSignal): Promise<Database> {
  const path = toRealPath(place.path)
  const lock = await lockFile(sqlite, path, place.lockTimeout, signal)
  let db: DatabaseSync | undefined
  try {
    db = new sqlite.DatabaseSync(path)
    const opening = prepareFile(db, path)
    const database = createDatabase(db, {
      tokens: String(opening),
      checkMayChange: ({ get }) => checkOwner(get<{ count: number }>(readOpenings)?.count, opening),
    })
    return {
      ...database,
      close() {
        try {
          database.close()
        } finally {
          lock.release()
        }
      },
    }
  } catch (error) {
    db?.close()
    lock.release()
    throw describeNoDatabase(error, path)
  }
}

/** A lock can be lost, for example when its file is deleted. Then the process that opened the file last goes on alone. */
function checkOwner(count: number | undefined, opening: number): void {
  if (count === opening) return
  throw new Error(
    'Another process has opened the file of this store since. A SQLite store is for one process: stop one of them, or ' +
      'use @wazzup-kit/postgres for several processes.',
  )
}

/** Returns one path for each file, also when it is reached by links. */
function toRealPath(path: string): string {
  const absolute = resolve(path)
  if (existsSync(absolute)) return realpathSync(absolute)
  const folder = dirname(absolute)
  if (!existsSync(folder)) throw new Error(`The folder "${folder}" does not exist. Create it before the store.`)
  return join(realpathSync(folder), basename(absolute))
}

/** Brings the file up to date, ends all claims, and returns how often the file was opened. */
function prepareFile(db: DatabaseSync, path: string): number {
  // Other programs may read the file, and a checkpoint then waits for them for a moment.
  db.exec('PRAGMA busy_timeout = 2000')
  migrate(db, path)
  db.exec(`PRAGMA journal_mode = WAL; ${safety}; ${speed}`)
  db.exec(`BEGIN IMMEDIATE; ${startOpening} COMMIT`)
  const { count } = db.prepare(readOpenings).get() as { count: number }
  return count
}
