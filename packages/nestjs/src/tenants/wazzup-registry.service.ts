import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import type { Background, Delivery, InboundTarget, WebhookResponse } from '@wazzup-kit/core'
import { createTenants, type Tenant, type Tenants } from '@wazzup-kit/core/tenants'
import { HandlerExplorer } from '../handlers/handler-explorer.service.ts'
import { logError } from '../log-failure.ts'
import type { HostRequest } from '../requests/host-request.ts'
import { defaultShutdownTimeout } from '../requests/running-requests.service.ts'
import { startWithApp, stopWithApp, type Work } from '../store/app-work.ts'
import type { WazzupTenantsOptions } from '../wazzup.options.ts'

/** Token of the options of `WazzupModule.forTenants`. */
export const tenantsOptionsToken = 'wazzup-kit:tenants-options'

/** Token of the target that receives deliveries for all accounts of `WazzupModule.forTenants`. */
export const tenantsTargetToken = 'wazzup-kit:tenants-target'

/** Returns the accounts of `WazzupModule.forTenants`: `(await registry.for('acme'))?.wazzup`. */
@Injectable()
export class WazzupRegistry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly tenants: Tenants
  /** Undefined without a store, and in a process that does not work on it. */
  private readonly work: Work | undefined

  constructor(
    @Inject(tenantsOptionsToken) private readonly options: WazzupTenantsOptions,
    @Inject(HandlerExplorer) explorer: HandlerExplorer,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {
    const { work, runHandlers: _, shutdownTimeout: __, ...ofTenants } = options
    const { store } = options
    if (typeof options.resolve !== 'function') {
      throw new Error(
        'WazzupModule.forTenants: "resolve" is missing: must be a function that returns the options of a tenant',
      )
    }
    if ('setUp' in options) {
      throw new Error('WazzupModule.forTenants: "setUp" would not be called: handlers are methods of providers')
    }
    this.tenants = createTenants({
      ...ofTenants,
      log: logError,
      async resolve(id) {
        const found = await options.resolve(id)
        if (found && store) explorer.rejectTaken(store.forAccount(found.account ?? id))
        return found
      },
      setUp: (tenant) => explorer.bind(tenant, tenant.id),
    })
    this.work = store && work !== 'elsewhere' ? this.tenants : undefined
  }

  /**
   * Begins to work for the tenants of the store. Nest calls it when the app starts.
   *
   * @throws the error of the store when it cannot be used.
   */
  async onApplicationBootstrap(): Promise<void> {
    await this.options.store?.ready()
    if (this.work) startWithApp(this.host, this.work, this.options.shutdownTimeout ?? defaultShutdownTimeout)
  }

  /** Ends the work for the tenants. Nest calls it when the app stops. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.work) await stopWithApp(this.host, this.work)
  }

  /**
   * Returns the client, the webhooks and the outbox of an account; undefined when the account does not exist. An account is
   * resolved once, also for simultaneous calls, and cached for `maxAge`. If it cannot be resolved again, the cached one is used.
   *
   * @throws the error of `resolve`, or an error after `resolveTimeout`, for an account that is not cached.
   */
  for(tenant: string): Promise<Tenant | undefined> {
    return this.tenants.get(tenant)
  }

  /**
   * Removes an account from the cache, so that its next use resolves it again. Call it after its key or secret has changed.
   * With a store, handlers that run end as they began, and the account is resolved again at once.
   */
  evict(tenant: string): void {
    this.tenants.evict(tenant)
  }

  /**
   * Returns the response to a delivery for an account. An account that does not exist gets 401, the same as a wrong secret.
   * Never rejects.
   */
  receive(tenant: string, delivery: Delivery, background?: Background): Promise<WebhookResponse> {
    return this.tenants.receive(tenant, delivery, background)
  }
}

/** Creates the target of all accounts. The address of a request names the account. */
export function createTenantsTarget(registry: WazzupRegistry): InboundTarget<HostRequest> {
  return {
    receive: (inbound, background) => registry.receive(inbound.request.params.tenant!, inbound, background),
  }
}
