import { monotonicNow } from '../../client/timing/clock.ts'
import type { StoreDriver } from '../port/driver.ts'
import { inTime } from '../port/in-time.ts'
import { isAhead } from '../port/is-ahead.ts'

/** Milliseconds that an event that was not given a time by the app is due ahead at most. The longest pause between two tries is six minutes. */
const mostAhead = 600_000

/**
 * Returns a function that looks whether the clock of the store was set back, which makes the events of a queue wait until it has
 * come to their times again, and with them all that is behind them in their lanes. Then it makes them due and returns true. It sees
 * a step of this process, and a next event that is due later than any can be, from before its start. Woken too early, an event
 * is only tried once more.
 */
export function createClockWatch(
  driver: StoreDriver,
  account: string,
  queue: string,
): (now: number, next: number | undefined) => Promise<boolean> {
  let latest = Number.NEGATIVE_INFINITY
  let nextWake = Number.NEGATIVE_INFINITY
  return async (now, next) => {
    const wasSetBack = isAhead(latest, now)
    latest = now
    // A limit of the app for a channel may be that slow.
    const isFar = next !== undefined && next - now > mostAhead && monotonicNow() >= nextWake
    if (!wasSetBack && !isFar) return false
    nextWake = monotonicNow() + mostAhead
    await inTime(() => driver.wake(account, `${queue}/`))
    return true
  }
}
