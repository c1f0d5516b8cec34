import { monotonicNow } from '../../client/timing/clock.ts'
import type { StoreDriver } from '../port/driver.ts'
import { shareCall } from '../port/in-time.ts'
import type { InboxCaps } from './inbox-parts.ts'

/**
 * Milliseconds between two looks at how much is stored. Where much waits, counting it takes long, so looks then come as
 * seldom as they take a hundredth of the time.
 */
const interval = { least: 5_000, most: 60_000, times: 100 }

/** Returns a function that rejects while the account has stored as much as it may. */
export function createCapsCheck(
  driver: StoreDriver,
  account: string,
  { lanes = 100_000, bytes = 1_000_000_000 }: InboxCaps,
): () => Promise<void> {
  let next: number | undefined
  let problem: string | undefined
  let lastStart = Number.NEGATIVE_INFINITY

  // Counting that takes too long for a delivery still tells the later ones how much is stored.
  const look = shareCall(async (): Promise<void> => {
    const start = monotonicNow()
    const stats = await driver.stats(account)
    const end = monotonicNow()
    if (start < lastStart) return
    lastStart = start
    next = end + Math.min(interval.most, Math.max(interval.least, (end - start) * interval.times))
    problem = undefined
    if ((stats.lanes ?? 0) >= lanes) problem = `${stats.lanes} chats and other lanes wait, of ${lanes} allowed`
    else if ((stats.bytes ?? 0) >= bytes) problem = `${stats.bytes} bytes are stored, of ${bytes} allowed`
  })

  return async () => {
    // While an account is full, each delivery looks whether it still is. Later looks hold up no delivery.
    const mustWait = next === undefined || problem !== undefined
    if (mustWait) await look()
    else if (monotonicNow() > next!) look().catch(() => {})
    if (problem !== undefined) throw new Error(`The account is full: ${problem}. Raise "caps", or see why they wait.`)
  }
}
