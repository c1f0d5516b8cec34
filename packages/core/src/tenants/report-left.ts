import { monotonicNow } from '../client/timing/clock.ts'
import { inTime } from '../store/port/in-time.ts'
import type { Store } from '../store/port/store.ts'

/** Milliseconds between two reports of what waits in one account. */
export const reportInterval = 300_000

/** Milliseconds for the store to count what waits: much takes long. */
const longestCount = 60_000

/**
 * Reports what is stored for a tenant that does not exist any more, or has the account `opened` now, because no process
 * handles it.
 */
export type ReportLeft = (id: string, account: string, opened: string | undefined) => Promise<void>

/** Creates the function that reports what waits for tenants that have left. */
export function createLeftReport(store: Store, report: (error: unknown, id: string) => void): ReportLeft {
  const silentUntil = new Map<string, number>()
  return async (id, account, opened) => {
    if (monotonicNow() < (silentUntil.get(account) ?? 0)) return
    const { waiting } = await inTime(() => store.forAccount(account).stats(), longestCount)
    const count = countWork(waiting)
    if (count === 0) return
    silentUntil.set(account, monotonicNow() + reportInterval)
    const why = opened === undefined ? 'does not exist' : `has the account "${opened}" now`
    const left = `${count} events or messages wait in the account "${account}" of the store`
    report(new Error(`The tenant ${why}, but ${left}`), id)
  }
}

/** Returns how many events and messages wait. Timers do not count: the next period of a handler always waits. */
export function countWork({ in: events = 0, quiet = 0, out = 0 }: Readonly<Record<string, number>>): number {
  return events + quiet + out
}
