import type { Clock } from '@wazzup-kit/core/store'
import type { Query } from './pool.ts'

/** Milliseconds after which the clock of the database is read again. */
const believed = 5_000

/** Milliseconds by which the clocks of the machine may part before that: then it slept, or its time was set. */
const tolerance = 500

interface Reading {
  /** Time of the database, and of both clocks of the machine, at one moment. */
  database: number
  monotonic: number
  wall: number
}

/** Returns the time of the database. It is the same for all processes, whatever their own clocks say. */
export function createStoreClock(query: Query, clock: Clock | undefined): () => Promise<number> {
  let last: Reading | undefined
  let reading: Promise<Reading> | undefined

  async function read(): Promise<Reading> {
    const start = performance.now()
    const [row] = await query<{ now: number }>(
      'SELECT extract(epoch FROM clock_timestamp())::double precision * 1000 AS now',
      [],
    )
    const end = performance.now()
    // The database read its clock between the two.
    return { database: row!.now - (end - start) / 2, monotonic: start, wall: Date.now() - (end - start) }
  }

  return async () => {
    if (clock) return clock.now()
    const since = last && performance.now() - last.monotonic
    if (since !== undefined && since < believed && Math.abs(Date.now() - last!.wall - since) < tolerance) {
      return Math.floor(last!.database + since)
    }
    const { database, monotonic } = (last = await (reading ??= read().finally(() => (reading = undefined))))
    return Math.floor(database + performance.now() - monotonic)
  }
}
