import type { Database } from './database.ts'

/** Milliseconds between two looks. */
const interval = 1_000

/** Notices that another connection, for example the command `wazzup-store`, has changed the file. */
export interface Watch {
  /** Says which database to look at. */
  open(database: Database): void
  start(): void
  stop(): void
}

/** Creates a watch that calls `changed` up to a second after a change of another connection. */
export function createWatch(changed: () => void): Watch {
  let database: Database | undefined
  let version: number | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  /** Returns a number that differs after each commit of another connection. */
  function readVersion(): number | undefined {
    return database?.get<{ data_version: number }>('PRAGMA data_version')?.data_version
  }

  function look(): void {
    const before = version
    try {
      version = readVersion()
    } catch {
      // The next use of the database reports the failure.
      return
    }
    if (version !== before) changed()
  }

  return {
    open(opened) {
      database = opened
      version = readVersion()
    },
    start() {
      timer ??= setInterval(look, interval).unref()
    },
    stop() {
      clearInterval(timer)
      timer = undefined
    },
  }
}
