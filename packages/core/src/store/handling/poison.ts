import type { LaneRun } from '../lanes/run-lanes.ts'
import type { EventEnd, StoredEvent } from '../port/driver.ts'
import { retryDelay } from './retry-delay.ts'

/** Returns the end of an event that ended each process that ran it; undefined while it may run. */
export function endOfPoison(stored: StoredEvent, { attempt }: LaneRun): EventEnd | undefined {
  const runs = attempt - 1
  if (runs === 0 || retryDelay(runs) !== undefined) return undefined
  const error = `The process ended during its runs; number of runs: ${runs}`
  return { state: 'dead', attempts: runs, progress: stored.progress, error }
}
