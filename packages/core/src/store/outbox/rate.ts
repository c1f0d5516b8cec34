import { wait } from '../../client/timing/deadline.ts'
import type { OutboxContext } from './context.ts'

/**
 * Requests per key: 45 in each half second. In every period of 5 seconds there are parts of at most 11 half seconds, so
 * at most 495 requests. Wazzup accepts 500. https://wazzup24.ru/help/api-ru/obshhie-oshibki/
 */
const perKey = { requests: 45, milliseconds: 500 }

/** Requests that a process takes at once, so that the store is not asked for each. */
const batch = 15

interface Slot {
  slot: number
  used: number
}

/** Takes the right to make a request. Resolves when the request may leave. */
export type TakeTurn = (channelId: string, share: 'all' | 'half', signal: AbortSignal) => Promise<void>

/** Creates the rate limit that all processes of an account share through the store. */
export function createTakeTurn(context: OutboxContext): TakeTurn {
  const key = createBucket(context, () => 'rate/key', perKey.requests, perKey.milliseconds, batch)
  const { perChannel } = context
  const channel =
    perChannel &&
    createBucket(context, (id) => `rate/channel/${id}`, perChannel.requests, perChannel.perMilliseconds, 1)
  return async (channelId, share, signal) => {
    await channel?.(channelId, 'all', signal)
    await key(channelId, share, signal)
  }
}

function createBucket(
  { driver, account }: OutboxContext,
  recordOf: (channelId: string) => string,
  requests: number,
  length: number,
  size: number,
): TakeTurn {
  const leased = new Map<string, Slot & { left: number }>()
  const leasing = new Map<string, Promise<boolean>>()

  async function lease(key: string, share: 'all' | 'half', slot: number): Promise<boolean> {
    const [stored] = await driver.read(account, [key])
    const before = stored?.value as Slot | undefined
    const used = before?.slot === slot ? before.used : 0
    const most = share === 'half' ? Math.max(1, Math.floor(requests / 2)) : requests
    const taken = Math.min(size, most - used)
    if (taken <= 0) return false
    const value: Slot = { slot, used: used + taken }
    const write = [{ key, value, version: stored?.version, expiresAt: (slot + 2) * length }]
    if (!(await driver.commit(account, { write }))) return lease(key, share, slot)
    const mine = leased.get(key)
    // A send with another share may have leased at the same time.
    const left = mine?.slot === slot ? mine.left : 0
    leased.set(key, { ...value, left: left + taken })
    return true
  }

  /** Leases for all sends that wait. Each of them alone would lease more than it uses. */
  function leaseOnce(key: string, share: 'all' | 'half', slot: number): Promise<boolean> {
    const name = `${share} ${slot} ${key}`
    let pending = leasing.get(name)
    if (!pending) {
      pending = lease(key, share, slot).finally(() => leasing.delete(name))
      leasing.set(name, pending)
    }
    return pending
  }

  return async (channelId, share, signal) => {
    const key = recordOf(channelId)
    for (;;) {
      const now = await driver.now()
      const slot = Math.floor(now / length)
      const mine = leased.get(key)
      if (mine?.slot === slot && mine.left > 0) {
        mine.left--
        return
      }
      if (await leaseOnce(key, share, slot)) continue
      await wait((slot + 1) * length - now, signal)
      // The clock of a test may stand still.
      if (driver.clock && (await driver.now()) === now) return
    }
  }
}
