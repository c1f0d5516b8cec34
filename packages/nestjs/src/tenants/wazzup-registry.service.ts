import { Inject, Injectable } from '@nestjs/common'
import {
  createWazzup,
  createWebhooks,
  type Background,
  type Delivery,
  type InboundTarget,
  type WebhookResponse,
  type Wazzup,
  type Webhooks,
} from '@wazzup-kit/core'
import type { HostRequest } from '../requests/host-request.ts'
import { createFailureLog, logTenantFailure } from '../log-failure.ts'
import { OnWazzupExplorer, ownWebhooksToken } from '../handlers/on-wazzup.explorer.ts'
import { createErrorResponse } from '../requests/send-response.ts'
import { TenantCache, TenantTimeout } from './tenant-cache.ts'
import type { WazzupTenantsOptions } from '../wazzup.options.ts'

/** Token of the options of `WazzupModule.forTenants`. */
export const tenantsOptionsToken = 'wazzup-kit:tenants-options'

/** Token of the target that receives deliveries for all accounts of `WazzupModule.forTenants`. */
export const tenantsTargetToken = 'wazzup-kit:tenants-target'

/** An account of `WazzupModule.forTenants`. */
export interface Tenant {
  /** The client of the account. */
  wazzup: Wazzup
  /** Undefined for an account that only sends. */
  webhooks: Webhooks<Wazzup> | undefined
}

/** Returns the accounts of `WazzupModule.forTenants`: `(await registry.for('acme'))?.wazzup`. */
@Injectable()
export class WazzupRegistry {
  private readonly cache: TenantCache<Tenant>

  constructor(
    @Inject(tenantsOptionsToken) private readonly options: WazzupTenantsOptions,
    @Inject(OnWazzupExplorer) private readonly explorer: OnWazzupExplorer,
    @Inject(ownWebhooksToken) private readonly missingTenant: Webhooks<Wazzup>,
  ) {
    this.cache = new TenantCache({
      open: (tenant) => this.open(tenant),
      onStale: (error, tenant) => this.report(error, tenant),
      maxAge: options.maxAge ?? 300_000,
      maxTenants: options.maxTenants ?? 1_000,
      timeout: options.resolveTimeout ?? 4_000,
    })
  }

  /**
   * Returns the client and the webhooks of an account; undefined when the account does not exist. An account is resolved
   * once, also for simultaneous calls, and cached for `maxAge`. If it cannot be resolved again, the cached one is used.
   *
   * @throws the error of `resolve`, or an error after `resolveTimeout`, for an account that is not cached.
   */
  for(tenant: string): Promise<Tenant | undefined> {
    return this.cache.get(tenant)
  }

  /** Removes an account from the cache, so that its next use resolves it again. Call it after its key or secret has changed. */
  evict(tenant: string): void {
    this.cache.delete(tenant)
  }

  /**
   * Returns the response to a delivery for an account. An account that does not exist gets 401, the same as a wrong secret.
   * Never rejects.
   */
  async receive(tenant: string, delivery: Delivery, background?: Background): Promise<WebhookResponse> {
    try {
      const found = await this.for(tenant)
      return await (found?.webhooks ?? this.missingTenant).receive(delivery, background)
    } catch (error) {
      this.report(error, tenant)
      return createErrorResponse(error instanceof TenantTimeout ? 504 : 500, 'the account could not be resolved')
    }
  }

  private async open(tenant: string): Promise<Tenant | undefined> {
    const options = await this.options.resolve(tenant)
    if (!options) return undefined
    if (options.webhooks?.store || options.webhooks?.outbox) {
      throw new Error('WazzupModule.forTenants handles no stored events: leave out "store" and "outbox" of "webhooks"')
    }
    const wazzup = createWazzup(options.client)
    const { onError = createFailureLog() } = options.webhooks ?? {}
    const webhooks = options.webhooks && createWebhooks({ ...options.webhooks, onError, wazzup })
    if (webhooks) this.explorer.bind(webhooks, tenant)
    return { wazzup, webhooks }
  }

  /** Calls `onError` and ignores its errors, because a failing logger must not change the response. */
  private report(failure: unknown, tenant: string): void {
    const { onError = logTenantFailure } = this.options
    const told = async (): Promise<unknown> => onError(failure, tenant)
    told().catch(() => {})
  }
}

/** Creates the target of all accounts. The address of a request names the account. */
export function createTenantsTarget(registry: WazzupRegistry): InboundTarget<HostRequest> {
  return {
    receive: (inbound, background) => registry.receive(inbound.request.params.tenant!, inbound, background),
  }
}
