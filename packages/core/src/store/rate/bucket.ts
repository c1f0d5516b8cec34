import type { StoreDriver } from '../port/driver.ts'
import { inTime } from '../port/in-time.ts'

/** A limit of requests, and how many of them a process takes out of the store at once. */
export interface BucketLimit {
  requests: number
  /** Length of a slot. The requests are counted anew in each slot. */
  milliseconds: number
  /** The most requests that a process takes at once. */
  batch: number
}

/** How much of the limit a request may use. */
export type Share = 'all' | 'half'

/** Takes the right to make a request. Resolves with the milliseconds after which to ask again; 0 when the request may leave. */
export type Take = (key: string, share: Share) => Promise<number>

/** What is stored: how many requests of a slot all processes have taken. */
interface Slot {
  slot: number
  used: number
}

/** Requests that this process has taken and not made. */
interface Lease extends Slot {
  left: number
}

interface KeyState {
  slot: number
  lease: Lease | undefined
  /** Whether the slot of the last lease was over when it was stored. */
  wasLate: boolean
  /** Requests of this process in this slot, and in the one before. */
  made: number
  madeBefore: number
  /** Callers that have no request yet. */
  waiting: Record<Share, number>
  leasing: Map<string, Promise<Lease | undefined>>
}

/**
 * Creates a bucket that all processes of an account share through the store. A process takes as many requests at once as
 * wait or as it made in the slot before, so that the store is not asked for each, and none are left over.
 */
export function createBucket(driver: StoreDriver, account: string, limit: BucketLimit): Take {
  const { requests, milliseconds, batch } = limit
  const states = new Map<string, KeyState>()
  const mostOf = (share: Share): number => (share === 'half' ? Math.max(1, Math.floor(requests / 2)) : requests)

  function stateOf(key: string): KeyState {
    let state = states.get(key)
    if (!state) {
      const waiting = { all: 0, half: 0 }
      state = { slot: -1, lease: undefined, wasLate: false, made: 0, madeBefore: 0, waiting, leasing: new Map() }
      states.set(key, state)
    }
    return state
  }

  async function lease(key: string, state: KeyState, share: Share): Promise<Lease | undefined> {
    for (;;) {
      const { wasLate } = state
      const [stored] = await driver.read(account, [key])
      const before = stored?.value as Slot | undefined
      let slot = enter(state, slotAt(await driver.now()))
      // The clock of another process may be a moment ahead. To go back would forget what is used of its slot.
      if (before?.slot === slot + 1) slot = enter(state, before.slot)
      const used = before?.slot === slot ? before.used : 0
      const wanted = Math.max(1, state.waiting[share], state.madeBefore - state.made)
      const taken = Math.min(wanted, batch, mostOf(share) - used)
      if (taken <= 0) return undefined
      const value: Slot = { slot, used: used + taken }
      const write = [{ key, value, version: stored?.version, expiresAt: (slot + 2) * milliseconds }]
      if (!(await driver.commit(account, { write }))) continue
      // After a stall, the requests of two slots would be made at once. Behind a store that is always slower than a slot, all
      // are late alike; without them, none would ever be made.
      state.wasLate = slotAt(await driver.now()) > slot
      if (state.wasLate && !wasLate) continue
      // A request with another share may have leased at the same time.
      const own = state.lease?.slot === slot ? state.lease : { slot, used: 0, left: 0 }
      Object.assign(own, { used: Math.max(own.used, value.used), left: own.left + taken })
      if (state.slot === slot) state.lease = own
      return own
    }
  }

  /** Leases for all requests that wait. Each of them alone would take more than it uses. */
  function leaseOnce(key: string, state: KeyState, share: Share): Promise<Lease | undefined> {
    const name = `${share} ${state.slot}`
    let pending = state.leasing.get(name)
    if (!pending) {
      pending = inTime(() => lease(key, state, share)).finally(() => state.leasing.delete(name))
      state.leasing.set(name, pending)
    }
    return pending
  }

  function use(state: KeyState, own: Lease | undefined, share: Share): boolean {
    if (!own || own.left === 0 || own.used - own.left >= mostOf(share)) return false
    own.left--
    state.made++
    return true
  }

  const slotAt = (time: number): number => Math.floor(time / milliseconds)

  return async (key, share) => {
    const state = stateOf(key)
    state.waiting[share]++
    try {
      for (;;) {
        enter(state, slotAt(await driver.now()))
        if (use(state, state.lease, share)) return 0
        const own = await leaseOnce(key, state, share)
        if (!own) return Math.max(1, (state.slot + 1) * milliseconds - (await driver.now()))
        if (use(state, own, share)) return 0
      }
    } finally {
      state.waiting[share]--
    }
  }
}

/** Notes the present slot and returns it. A slot that was begun early, by the clock of another process, stays. */
function enter(state: KeyState, slot: number): number {
  if (slot === state.slot || slot === state.slot - 1) return state.slot
  state.madeBefore = slot === state.slot + 1 ? state.made : 0
  state.made = 0
  state.lease = undefined
  state.slot = slot
  return slot
}
