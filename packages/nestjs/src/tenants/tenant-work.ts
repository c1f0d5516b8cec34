import type { Store } from '@wazzup-kit/core/store'
import type { Work } from '../store/app-work.ts'
import type { IndexedTenant, TenantIndex } from './tenant-index.ts'

/** Options of {@link TenantWork}. */
export interface TenantWorkOptions {
  store: Store
  index: TenantIndex
  /** Returns the account of a tenant in the store; undefined when the tenant does not exist. */
  open(tenant: string): Promise<string | undefined>
  /** Called when a tenant with stored events cannot be opened. */
  report(error: unknown, tenant: string): void
  /** Called when the tenants of the store cannot be listed. */
  reportList(error: unknown): void
}

/** Milliseconds between two looks for tenants that other processes have added. */
const lookInterval = 2_000

/** Milliseconds until a tenant is opened again that could not be opened, or that does not exist. */
const pauses = { afterFailure: 10_000, afterMissing: 300_000 }

/** Number of tenants that are opened at the same time. */
const concurrency = 10

/** Milliseconds for the handlers of a tenant that was resolved again. Their own timeouts are shorter. */
const longestRun = 24 * 60 * 60 * 1_000

/**
 * Works for all tenants that have used a store, also for those that no request has named since the process started. When a
 * tenant is resolved again, its new receiver starts at once, and the old one ends with the handlers that it runs.
 */
export class TenantWork implements Work {
  private readonly options: TenantWorkOptions
  private readonly working = new Map<string, Work>()
  private readonly leaving = new Set<Work>()
  private readonly pausedUntil = new Map<string, number>()
  private isRunning = false
  private looking: Promise<void> | undefined
  private timer: NodeJS.Timeout | undefined
  private isListFailing = false

  constructor(options: TenantWorkOptions) {
    this.options = options
  }

  /** Adds a tenant that was resolved. */
  keep(tenant: string, work: Work): void {
    this.working.set(tenant, work)
    if (this.isRunning) work.start()
  }

  /** Removes a tenant that is resolved again, or that does not exist any more. */
  leave(tenant: string): void {
    const work = this.working.get(tenant)
    this.working.delete(tenant)
    if (!work || !this.isRunning) return
    this.leaving.add(work)
    void work.stop(longestRun).finally(() => this.leaving.delete(work))
  }

  start(): void {
    if (this.isRunning) return
    this.isRunning = true
    for (const work of this.working.values()) work.start()
    this.look()
  }

  async stop(deadline: number): Promise<void> {
    this.isRunning = false
    clearTimeout(this.timer)
    await Promise.all([...this.working.values(), ...this.leaving].map((work) => work.stop(deadline)))
  }

  /** Opens a tenant again at once that could not be opened before. */
  retry(): void {
    this.pausedUntil.clear()
    if (this.isRunning) this.look()
  }

  /** Opens the tenants of the store soon, and then again and again. */
  private look(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.looking ??= this.openAll().finally(() => {
        this.looking = undefined
        if (!this.isRunning) return
        clearTimeout(this.timer)
        this.timer = setTimeout(() => this.look(), lookInterval)
      })
    }, 0)
  }

  private async openAll(): Promise<void> {
    let tenants: IndexedTenant[]
    try {
      tenants = await this.options.index.list()
      this.isListFailing = false
    } catch (error) {
      // Reported once, not every two seconds.
      if (!this.isListFailing) this.options.reportList(error)
      this.isListFailing = true
      return
    }
    const open = async (): Promise<void> => {
      for (let next = tenants.shift(); next && this.isRunning; next = tenants.shift()) await this.open(next)
    }
    await Promise.all(Array.from({ length: concurrency }, open))
  }

  private async open({ tenant, account }: IndexedTenant): Promise<void> {
    const pause = this.pausedUntil.get(account)
    if (pause !== undefined && performance.now() < pause) return
    try {
      const opened = await this.options.open(tenant)
      if (opened === account) {
        this.pausedUntil.delete(account)
        return
      }
      this.pausedUntil.set(account, performance.now() + pauses.afterMissing)
      await this.reportLeft(tenant, account, opened)
    } catch (error) {
      this.pausedUntil.set(account, performance.now() + pauses.afterFailure)
      this.options.report(error, tenant)
    }
  }

  /** Reports what is stored for a tenant that has left, because no process handles it. */
  private async reportLeft(tenant: string, account: string, opened: string | undefined): Promise<void> {
    const { waiting } = await this.options.store.forAccount(account).stats()
    const count = Object.values(waiting).reduce((sum, each) => sum + each, 0)
    if (count === 0) return
    const why = opened === undefined ? 'does not exist' : `has the account "${opened}" now`
    const left = `${count} events or messages wait in the account "${account}" of the store`
    this.options.report(new Error(`The tenant ${why}, but ${left}`), tenant)
  }
}
