import { monotonicNow } from '../client/timing/clock.ts'
import type { Store } from '../store/port/store.ts'
import { countWork } from './report-left.ts'
import type { StoredTenant } from './tenant.ts'
import { forEach, type TenantWorkOptions } from './tenant-work.ts'

/**
 * Does what is due for all tenants of a store until a moment of the monotonic clock. Returns how many stored events and messages
 * still wait for tenants that exist.
 */
export async function drainTenants(
  { store, index, open, report, reportLeft }: Omit<TenantWorkOptions, 'reportList'> & { store: Store },
  endsAt: number,
): Promise<{ left: number }> {
  const rest = (): number => Math.max(1, endsAt - monotonicNow())
  let left = 0
  await forEach(
    fromRandom(await index.list()),
    async ({ tenant: id, account }) => {
      if (monotonicNow() < endsAt && !(await drainOne(id, account))) return
      const { waiting } = await store.forAccount(account).stats()
      left += countWork(waiting)
    },
    () => true,
  )
  return { left }

  /** Returns false for a tenant that does not exist any more: a further call would not change what waits for it. */
  async function drainOne(id: string, account: string): Promise<boolean> {
    let tenant: StoredTenant | undefined
    try {
      tenant = await open(id)
    } catch (error) {
      report(error, id)
      return true
    }
    const opened = tenant?.outbox.store.account
    if (tenant === undefined || opened !== account) {
      await reportLeft(id, account, opened)
      return false
    }
    // Timers first: what their handlers send leaves now.
    await tenant.timers.drain({ deadline: rest() })
    await tenant.webhooks.drain({ deadline: rest() })
    return true
  }
}

/** Returns the items from a random one on, so that one with much work does not keep the same others waiting each time. */
function fromRandom<Item>(items: readonly Item[]): Item[] {
  const start = Math.floor(Math.random() * items.length)
  return [...items.slice(start), ...items.slice(0, start)]
}
