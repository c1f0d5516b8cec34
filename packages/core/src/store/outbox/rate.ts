import { wait } from '../../client/timing/deadline.ts'
import { createChannelLimit } from './channel-limit.ts'
import type { OutboxContext } from './context.ts'
import type { Route } from './record.ts'

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

/**
 * Takes the right to make a request. Resolves with the milliseconds after which the channel may send again; 0 when the request
 * may leave. Waits for the key, because all sends wait for it alike, but not for a channel, which would hold up the others.
 */
export type TakeTurn = (route: Route, share: Share, signal: AbortSignal) => Promise<number>

type Share = 'all' | 'half'

/** Creates the rate limit that all processes of an account share through the store. */
export function createTakeTurn(context: OutboxContext): TakeTurn {
  const { driver } = context
  const takeOfKey = createBucket(context, perKey.requests, perKey.milliseconds, batch)
  const takeOfChannel = createTakeOfChannel(context)
  return async (route, share, signal) => {
    const pause = await takeOfChannel(route)
    if (pause > 0) return pause
    for (;;) {
      const now = await driver.now()
      const left = await takeOfKey('rate/key', share)
      if (left === 0) return 0
      await wait(left, signal)
      // The clock of a test may stand still.
      if (driver.clock && (await driver.now()) === now) return 0
    }
  }
}

function createTakeOfChannel(context: OutboxContext): (route: Route) => Promise<number> {
  const perChannel = createChannelLimit(context)
  if (!perChannel) return async () => 0
  const { limit, isFor } = perChannel
  const take = createBucket(context, limit.requests, limit.perMilliseconds, 1)
  return async (route) => ((await isFor(route)) ? take(`rate/channel/${route.channelId}`, 'all') : 0)
}

function createBucket(
  { driver, account }: OutboxContext,
  requests: number,
  length: number,
  size: number,
): (key: string, share: Share) => Promise<number> {
  const leased = new Map<string, Slot & { left: number }>()
  const leasing = new Map<string, Promise<boolean>>()
  const mostOf = (share: Share): number => (share === 'half' ? Math.max(1, Math.floor(requests / 2)) : requests)

  async function lease(key: string, share: Share, slot: number): Promise<boolean> {
    const [stored] = await driver.read(account, [key])
    const before = stored?.value as Slot | undefined
    const used = before?.slot === slot ? before.used : 0
    const taken = Math.min(size, mostOf(share) - used)
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
  function leaseOnce(key: string, share: Share, slot: number): Promise<boolean> {
    const name = `${share} ${slot} ${key}`
    let pending = leasing.get(name)
    if (!pending) {
      pending = lease(key, share, slot).finally(() => leasing.delete(name))
      leasing.set(name, pending)
    }
    return pending
  }

  return async (key, share) => {
    for (;;) {
      const now = await driver.now()
      const slot = Math.floor(now / length)
      const mine = leased.get(key)
      if (mine?.slot === slot && mine.left > 0 && mine.used - mine.left < mostOf(share)) {
        mine.left--
        return 0
      }
      if (!(await leaseOnce(key, share, slot))) return (slot + 1) * length - now
    }
  }
}
