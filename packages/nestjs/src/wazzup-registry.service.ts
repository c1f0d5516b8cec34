import { Inject, Injectable } from '@nestjs/common'
import { createWazzup, createWebhooks, type Delivery, type Reply, type Wazzup, type Webhooks } from '@wazzup-kit/core'
import { createFailureLog } from './log-failure.ts'
import { OnWazzupExplorer, ownWebhooksToken } from './on-wazzup.explorer.ts'
import type { WazzupTenantsOptions } from './wazzup.options.ts'

/** Token of the options of `WazzupModule.forTenants`. */
export const tenantsOptionsToken = 'wazzup-kit:tenants-options'

/** An account that was known only at run time. */
export interface Tenant {
  wazzup: Wazzup
  /** Undefined for one that only sends. */
  webhooks: Webhooks<Wazzup> | undefined
}

interface Entry {
  tenant: Promise<Tenant | undefined>
  /** Milliseconds of the clock at which it was resolved. */
  since: number
}

/** The accounts of `WazzupModule.forTenants`: `(await registry.for('acme'))?.wazzup`. */
@Injectable()
export class WazzupRegistry {
  private readonly entries = new Map<string, Entry>()
  private readonly maxAge: number
  private readonly maxTenants: number

  constructor(
    @Inject(tenantsOptionsToken) private readonly options: WazzupTenantsOptions,
    @Inject(OnWazzupExplorer) private readonly explorer: OnWazzupExplorer,
    @Inject(ownWebhooksToken) private readonly nobody: Webhooks<Wazzup>,
  ) {
    this.maxAge = options.maxAge ?? 300_000
    this.maxTenants = options.maxTenants ?? 1_000
  }

  /**
   * Gets the client and the webhooks of an account; undefined for one that does not exist. Made once and kept for
   * `maxAge`; asked for by several at once, it is resolved once. Rejects as `resolve` does.
   */
  for(tenant: string): Promise<Tenant | undefined> {
    const known = this.entries.get(tenant)
    const isFresh = known !== undefined && Date.now() - known.since < this.maxAge
    const entry = isFresh ? known : { tenant: this.open(tenant), since: Date.now() }
    // The last used stand last.
    this.entries.delete(tenant)
    this.entries.set(tenant, entry)
    if (this.entries.size > this.maxTenants) this.entries.delete(this.entries.keys().next().value!)
    if (!isFresh) this.forgetUnlessFound(tenant, entry)
    return entry.tenant
  }

  /** Forgets an account, so that its next use resolves it again: after its key or its secret was changed. */
  evict(tenant: string): void {
    this.entries.delete(tenant)
  }

  /** Takes a delivery for an account; one that does not exist answers as one whose secret is wrong. */
  async receive(tenant: string, delivery: Delivery): Promise<Reply> {
    const found = await this.for(tenant)
    return (found?.webhooks ?? this.nobody).receive(delivery)
  }

  private async open(tenant: string): Promise<Tenant | undefined> {
    const options = await this.options.resolve(tenant)
    if (!options) return undefined
    const wazzup = createWazzup(options.client)
    const webhooks = options.webhooks && createWebhooks({ onError: createFailureLog(), ...options.webhooks, wazzup })
    if (webhooks) this.explorer.bind(webhooks, tenant)
    return { wazzup, webhooks }
  }

  /** What was not found may be there in a minute; and names that somebody guesses must not fill the memory. */
  private forgetUnlessFound(tenant: string, entry: Entry): void {
    const forget = (): void => void (this.entries.get(tenant) === entry && this.entries.delete(tenant))
    entry.tenant.then((found) => found ?? forget(), forget)
  }
}
