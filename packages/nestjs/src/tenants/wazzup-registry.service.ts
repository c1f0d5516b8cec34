import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import {
  createWebhooks,
  type Background,
  type Delivery,
  type InboundTarget,
  type WebhookResponse,
  type Wazzup,
  type Webhooks,
} from '@wazzup-kit/core'
import type { Outbox, Timers } from '@wazzup-kit/core/store'
import type { HostRequest } from '../requests/host-request.ts'
import { createTenantLogs, logListFailure, logTenantFailure } from '../log-failure.ts'
import { HandlerExplorer, ownTargetToken } from '../handlers/handler-explorer.service.ts'
import type { HandlerTarget } from '../handlers/subscriptions.ts'
import { defaultShutdownTimeout } from '../requests/running-requests.service.ts'
import { createErrorResponse } from '../requests/send-response.ts'
import { startWithApp, stopWithApp } from '../store/app-work.ts'
import { openClient } from '../store/open-client.ts'
import { openOutbox, openTimers } from '../store/open-outbox.ts'
import { workOf } from '../store/stored-work.service.ts'
import { TenantCache, TenantTimeout } from './tenant-cache.ts'
import { TenantIndex } from './tenant-index.ts'
import { TenantWork } from './tenant-work.ts'
import type { StoreOptions } from '../store/store.options.ts'
import type { TenantOptions, WazzupTenantsOptions } from '../wazzup.options.ts'

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
  /** Undefined without a store. */
  outbox: Outbox | undefined
  /** Undefined without a store. */
  timers: Timers | undefined
}

/** Returns the accounts of `WazzupModule.forTenants`: `(await registry.for('acme'))?.wazzup`. */
@Injectable()
export class WazzupRegistry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly cache: TenantCache<Tenant>
  private readonly logs = createTenantLogs()
  private readonly index: TenantIndex | undefined
  /** Undefined without a store, and in a process that does not work on it. */
  private readonly work: TenantWork | undefined

  constructor(
    @Inject(tenantsOptionsToken) private readonly options: WazzupTenantsOptions,
    @Inject(HandlerExplorer) private readonly explorer: HandlerExplorer,
    @Inject(ownTargetToken) private readonly missingTenant: HandlerTarget,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {
    const { store, work, maxAge = 300_000, maxTenants = 1_000, resolveTimeout = 4_000 } = options
    const report = (error: unknown, tenant: string): void => this.report(error, tenant)
    this.index = store && new TenantIndex(store)
    this.work =
      store && this.index && work !== 'elsewhere'
        ? new TenantWork({
            store,
            index: this.index,
            open: async (tenant) => (await this.for(tenant))?.outbox?.store.account,
            report,
            reportList: logListFailure,
          })
        : undefined
    this.cache = new TenantCache({
      open: (tenant) => this.open(tenant),
      onStale: report,
      onKeep: (name, tenant) => {
        const ofTenant = workOf(tenant)
        if (ofTenant) this.work?.keep(name, ofTenant)
      },
      onLeave: (name) => this.work?.leave(name),
      maxAge,
      // A tenant that is worked for stays.
      maxTenants: this.work ? Infinity : maxTenants,
      timeout: resolveTimeout,
    })
  }

  /** Begins to work for the tenants of the store. Nest calls it when the app starts. */
  onApplicationBootstrap(): void {
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
    return this.cache.get(tenant)
  }

  /**
   * Removes an account from the cache, so that its next use resolves it again. Call it after its key or secret has changed.
   * With a store, handlers that run end as they began, and the account is resolved again at once.
   */
  evict(tenant: string): void {
    this.cache.delete(tenant)
    this.work?.retry()
  }

  /**
   * Returns the response to a delivery for an account. An account that does not exist gets 401, the same as a wrong secret.
   * Never rejects.
   */
  async receive(tenant: string, delivery: Delivery, background?: Background): Promise<WebhookResponse> {
    try {
      const found = await this.for(tenant)
      return await (found?.webhooks ?? this.missingTenant.webhooks!).receive(delivery, background)
    } catch (error) {
      this.report(error, tenant)
      return createErrorResponse(error instanceof TenantTimeout ? 504 : 500, 'the account could not be resolved')
    }
  }

  private async open(tenant: string): Promise<Tenant | undefined> {
    const options = await this.options.resolve(tenant)
    if (!options) return undefined
    const { account = tenant, webhooks: receiver } = options
    if (this.options.store) this.explorer.rejectTaken(this.options.store.forAccount(account))
    // Before anything is stored, so that the next process knows of it.
    await this.index?.add({ tenant, account })
    const parts = this.withStore(options)
    const wazzup = openClient(parts, account)
    const outbox = openOutbox(parts, wazzup, account, `The tenant "${tenant}"`)
    const { onError = this.logs.createWebhooksLog() } = receiver ?? {}
    const webhooks = receiver && createWebhooks({ ...receiver, onError, wazzup, outbox })
    const timers = openTimers(parts, outbox)
    this.explorer.bind({ webhooks, outbox, timers }, tenant)
    return { wazzup, webhooks, outbox, timers }
  }

  private withStore(options: TenantOptions): TenantOptions & StoreOptions {
    const { store } = this.options
    return store
      ? {
          ...options,
          store,
          outbox: { onError: this.logs.outbox, ...options.outbox },
          timers: { onError: this.logs.timers, ...options.timers },
        }
      : options
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
