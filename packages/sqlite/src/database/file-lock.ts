import type { DatabaseSync } from 'node:sqlite'
import { errorCodeOf, errorCodes } from './error-codes.ts'
import type { Sqlite } from './load-sqlite.ts'

/** A file that this process has for itself. */
export interface FileLock {
  /** Lets another process have the file. */
  release(): void
}

const pause = 50

/** The files that stores of this process have or wait for. */
const inThisProcess = new Set<string>()

/**
 * Waits up to `timeout` milliseconds until no other process has the file. The lock is an open transaction on an empty
 * database beside the file: the operating system ends it with the process, also after SIGKILL, and other programs can
 * still read the file itself.
 *
 * @throws Error when another process or another store of this process has the file.
 */
export async function lockFile(sqlite: Sqlite, path: string, timeout: number, signal: AbortSignal): Promise<FileLock> {
  if (inThisProcess.has(path)) {
    throw new Error(
      `This process has "${path}" open in another store already. Create one store and use it everywhere, with ` +
        'forAccount(id) for each account.',
    )
  }
  inThisProcess.add(path)
  try {
    const end = performance.now() + timeout
    for (;;) {
      const db = tryToLock(sqlite, path)
      if (db) return { release: () => release(db, path) }
      if (performance.now() >= end) throw new Error(describeHolder(path, timeout))
      await new Promise((resolve) => setTimeout(resolve, Math.min(pause, timeout)))
      signal.throwIfAborted()
    }
  } catch (error) {
    inThisProcess.delete(path)
    throw error
  }
}

function tryToLock(sqlite: Sqlite, path: string): DatabaseSync | undefined {
  const db = new sqlite.DatabaseSync(`${path}-lock`)
  try {
    db.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE')
    return db
  } catch (error) {
    db.close()
    if (errorCodeOf(error) === errorCodes.busy) return undefined
    throw error
  }
}

function release(db: DatabaseSync, path: string): void {
  db.close()
  inThisProcess.delete(path)
}

function describeHolder(path: string, timeout: number): string {
  return (
    `Another process has "${path}" open, and did not close it within ${timeout} ms. A SQLite store is for one process: ` +
    'stop the other one, or use @wazzup-kit/postgres for several processes.'
  )
}
