import { monotonicNow } from '../../client/timing/clock.ts'
import type { Entry } from './entry-state.ts'

/** Milliseconds between two reports of one cause, which may concern every message. */
const quietTime = 600_000

/** Reports causes that concern many messages, for example a rejected key, a few times only. */
export interface RareReport {
  /** Reports an error, unless this process has reported the same cause less than ten minutes ago. */
  about(cause: string, error: unknown, entry?: Entry): void
  /** Makes the next error of a cause be reported, because it has passed in between. */
  forget(cause: string): void
}

/** Creates the memory of one process. */
export function createRareReport(report: (error: unknown, entry: Entry | undefined) => unknown): RareReport {
  const quietUntil = new Map<string, number>()
  return {
    about(cause, error, entry) {
      const now = monotonicNow()
      if (now < (quietUntil.get(cause) ?? 0)) return
      quietUntil.set(cause, now + quietTime)
      report(error, entry)
    },
    forget: (cause) => void quietUntil.delete(cause),
  }
}
