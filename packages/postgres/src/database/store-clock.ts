import type { Clock } from '@wazzup-kit/core/store'
import type { Query } from './pool.ts'

/** Milliseconds after which the clock of the database is read again. */
const believed = 5_000

/** Milliseconds by which the clocks of the machine may part before that: then it slept, or its time was set. */
const tolerance = 500

/**
 * Milliseconds that a reading may take, and how often the clock is read until one takes no longer. The first reading also
 * opens a connection, and a busy process may stall during any. The error is half of the time that a reading takes.
 */
const precise = { within: 50, reads: 3 }

/** Milliseconds in which the clock must be read. All calls wait for one reading, and a broken connection may never answer. */
const patience = 10_000

interface Reading {
  /** Milliseconds that it took. */
  took: number
  /** Time of the database, and of both clocks of the machine, at one moment. */
  database: number
  monotonic: number
  wall: number
}

/** SQL that reads the clock of the database. */
export const readTime = 'SELECT extract(epoch FROM clock_timestamp())::double precision * 1000 AS now'

/** Returns the time of the database. It is the same for all processes, whatever their own clocks say. */
export function createStoreClock(query: Query, clock: Clock | undefined): () => Promise<number> {
  let last: Reading | undefined
  let reading: Promise<Reading> | undefined

  async function readOnce(): Promise<Reading> {
    const start = performance.now()
    const [row] = await query<{ now: number }>(readTime, [])
    const took = performance.now() - start
    // The database read its clock between the two.
    return { took, database: row!.now - took / 2, monotonic: start, wall: Date.now() - took }
  }

  async function read(): Promise<Reading> {
    let best = await readOnce()
    for (let reads = 1; reads < precise.reads && best.took > precise.within; reads++) {
      const next = await readOnce()
      if (next.took < best.took) best = next
    }
    return best
  }

  return async () => {
    if (clock) return clock.now()
    const since = last && performance.now() - last.monotonic
    if (since !== undefined && since < believed && Math.abs(Date.now() - last!.wall - since) < tolerance) {
      return Math.floor(last!.database + since)
    }
    const { database, monotonic } = (last = await (reading ??= inTime(read).finally(() => (reading = undefined))))
    return Math.floor(database + performance.now() - monotonic)
  }
}

async function inTime<Result>(work: () => Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`PostgreSQL did not tell its time within ${patience} ms`)), patience)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timer)
  }
}
