import { monotonicNow } from '../../client/timing/clock.ts'
import type { StoreDriver } from '../port/driver.ts'
import type { InboxCaps } from './inbox-parts.ts'

/** Milliseconds between two looks at how much is stored. */
const interval = 5_000

/** Returns a function that rejects while the account has stored as much as it may. */
export function createCapsCheck(
  driver: StoreDriver,
  account: string,
  { lanes = 100_000, bytes = 1_000_000_000 }: InboxCaps,
): () => Promise<void> {
  let checkedAt = Number.NEGATIVE_INFINITY
  let problem: string | undefined
  return async () => {
    // While an account is full, each delivery looks whether it still is.
    if (problem !== undefined || monotonicNow() - checkedAt > interval) {
      const stats = await driver.stats(account)
      checkedAt = monotonicNow()
      problem = undefined
      if ((stats.lanes ?? 0) >= lanes) problem = `${stats.lanes} chats and other lanes wait, of ${lanes} allowed`
      else if ((stats.bytes ?? 0) >= bytes) problem = `${stats.bytes} bytes are stored, of ${bytes} allowed`
    }
    if (problem !== undefined) throw new Error(`The account is full: ${problem}. Raise "caps", or see why they wait.`)
  }
}
