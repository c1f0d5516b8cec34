import { monotonicNow } from '../client/timing/clock.ts'
import { reportInterval, type ReportLeft } from './report-left.ts'
import type { StoredTenant } from './tenant.ts'
import type { IndexedTenant, TenantIndex } from './tenant-index.ts'

/** What the work needs of the tenants. */
export interface TenantWorkOptions {
  index: TenantIndex
  /** Returns a tenant; undefined when it does not exist. */
  open(id: string): Promise<StoredTenant | undefined>
  /** Called when a tenant with stored events cannot be opened. */
  report(error: unknown, id: string): void
  reportLeft: ReportLeft
  /** Called when the tenants of the store cannot be listed. */
  reportList(error: unknown): void
}

/** Works for all tenants that have used a store. */
export interface TenantWork {
  /** Whether `start` was called, and `stop` was not called since. */
  isRunning(): boolean
  /** Adds a tenant that was resolved. */
  keep(tenant: StoredTenant): void
  /** Removes a tenant that is resolved again, or that does not exist any more. */
  leave(id: string): void
  /** Opens a tenant at once that could not be opened before. */
  retry(id: string): void
  start(): void
  stop(deadline: number): Promise<void>
}

/** Milliseconds between two looks for tenants that other processes have added. */
const lookInterval = 2_000

/** Milliseconds until a tenant is opened again that could not be opened, or that does not exist. */
const pauses = { afterFailure: 10_000, afterMissing: reportInterval }

/** Number of tenants that are opened or drained at the same time. */
const concurrency = 10

/** Milliseconds for the handlers of a tenant that was resolved again. Their own timeouts are shorter. */
const longestRun = 24 * 60 * 60 * 1_000

/**
 * Creates the work for all tenants that have used a store, also for those that no request has named since the process started.
 * When a tenant is resolved again, its new receiver starts at once, and the old one ends with the handlers that it runs.
 */
export function createTenantWork(options: TenantWorkOptions): TenantWork {
  const working = new Map<string, StoredTenant>()
  const leaving = new Set<StoredTenant>()
  /** Accounts of tenants that could not be opened. */
  const paused = new Map<string, { id: string; until: number }>()
  let isRunning = false
  let looking: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isListFailing = false

  /** Opens the tenants of the store soon, and then again and again. */
  function look(): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      looking ??= openAll().finally(() => {
        looking = undefined
        if (!isRunning) return
        clearTimeout(timer)
        timer = setTimeout(look, lookInterval)
      })
    }, 0)
  }

  async function openAll(): Promise<void> {
    let tenants: IndexedTenant[]
    try {
      tenants = await options.index.list()
      isListFailing = false
    } catch (error) {
      // Reported once, not every two seconds.
      if (!isListFailing) options.reportList(error)
      isListFailing = true
      return
    }
    await forEach(tenants, open, () => isRunning)
  }

  async function open({ tenant: id, account }: IndexedTenant): Promise<void> {
    const pause = paused.get(account)
    if (pause && monotonicNow() < pause.until) return
    const waitFor = (milliseconds: number): void =>
      void paused.set(account, { id, until: monotonicNow() + milliseconds })
    try {
      const opened = (await options.open(id))?.outbox.store.account
      if (opened === account) {
        paused.delete(account)
        return
      }
      await options.reportLeft(id, account, opened)
      waitFor(pauses.afterMissing)
    } catch (error) {
      waitFor(pauses.afterFailure)
      options.report(error, id)
    }
  }

  return {
    isRunning: () => isRunning,
    keep(tenant) {
      working.set(tenant.id, tenant)
      if (isRunning) startTenant(tenant)
    },
    leave(id) {
      const tenant = working.get(id)
      working.delete(id)
      if (!tenant || !isRunning) return
      leaving.add(tenant)
      void stopTenant(tenant, longestRun).finally(() => leaving.delete(tenant))
    },
    retry(id) {
      for (const [account, pause] of paused) if (pause.id === id) paused.delete(account)
      if (isRunning) look()
    },
    start() {
      if (isRunning) return
      isRunning = true
      for (const tenant of working.values()) startTenant(tenant)
      look()
    },
    async stop(deadline) {
      isRunning = false
      clearTimeout(timer)
      await Promise.all([...working.values(), ...leaving].map((tenant) => stopTenant(tenant, deadline)))
    },
  }
}

/** The receiver of a tenant starts and stops its outbox too. */
function startTenant({ webhooks, timers }: StoredTenant): void {
  webhooks.start()
  timers.start()
}

async function stopTenant({ webhooks, timers }: StoredTenant, deadline: number): Promise<void> {
  await Promise.all([webhooks.stop(deadline), timers.stop(deadline)])
}

/** Runs work for several tenants at a time, as long as it may go on. */
export async function forEach<Item>(
  items: readonly Item[],
  run: (item: Item) => Promise<void>,
  mayGoOn: () => boolean,
): Promise<void> {
  const rest = items.values()
  const work = async (): Promise<void> => {
    for (const item of rest) {
      if (!mayGoOn()) return
      await run(item)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
}
