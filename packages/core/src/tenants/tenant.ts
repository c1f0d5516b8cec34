import type { Wazzup } from '../client/create-wazzup.ts'
import type { KeyOptions, OwnServerOptions } from '../client/options.ts'
import type { Background, InboundTarget } from '../inbound/target.ts'
import type { WebhookResponse } from '../inbound/webhook-response.ts'
import type { Outbox, OutboxOptions } from '../store/outbox/outbox.ts'
import type { Store } from '../store/port/store.ts'
import type { Timers, TimersOptions } from '../store/timers/timers.ts'
import type { Delivery } from '../webhooks/receive/delivery.ts'
import type { ReceiverOptions, Webhooks } from '../webhooks/receiver-types.ts'

/** Options of a tenant: an account that is known only at run time. */
export interface TenantOptions {
  /** Options of the client; see `createWazzup`. By default, its `store` is that of the tenant. */
  client: KeyOptions | OwnServerOptions
  /**
   * Options of the receiver; see `createWebhooks`. By default, `onError` writes a line that names the tenant.
   *
   * @default none: every delivery gets 401
   */
  webhooks?: Omit<ReceiverOptions, 'wazzup' | 'store' | 'outbox'> | undefined
  /**
   * Name of the tenant in the store, which keeps tenants apart. Do not change it later.
   *
   * @default the id of the tenant
   */
  account?: string | undefined
  /**
   * Options of the outbox; see `createOutbox`. With a `store`, there is always an outbox.
   *
   * @default {}
   */
  outbox?: Omit<OutboxOptions, 'wazzup' | 'store'> | undefined
  /**
   * Options of the timers; see `createTimers`. With a `store`, there are always timers.
   *
   * @default {}
   */
  timers?: Omit<TimersOptions, 'store'> | undefined
}

/** A tenant, with a client, a receiver and handlers of its own. */
export interface Tenant {
  /** The id that was given to `resolve`. */
  readonly id: string
  /** The client of the tenant. */
  readonly wazzup: Wazzup
  /** The receiver of the tenant. It rejects every delivery if `resolve` returned no `webhooks`. */
  readonly webhooks: Webhooks<Wazzup>
  /** Undefined without a store. */
  readonly outbox: Outbox | undefined
  /** Undefined without a store. */
  readonly timers: Timers | undefined
}

/** A tenant with a store. */
export interface StoredTenant extends Tenant {
  /** The outbox of the tenant. */
  readonly outbox: Outbox
  /** The timers of the tenant. */
  readonly timers: Timers
}

/** Options of `createTenants`. */
export interface TenantsOptions<Opened extends Tenant = Tenant> {
  /**
   * Returns the options of a tenant; undefined or null when it does not exist, and Wazzup gets 401, the same as for a wrong secret.
   * Tenants are kept. Failures and tenants that do not exist are not kept, so guessed ids cannot replace a tenant.
   */
  resolve(id: string): TenantOptions | null | undefined | Promise<TenantOptions | null | undefined>
  /** Registers the handlers of a tenant. Called each time a tenant was resolved, before its first delivery. */
  setUp?: ((tenant: Opened) => unknown) | undefined
  /**
   * Store of all tenants. Their events and messages are apart: equal messages, chats and ids of two tenants are different ones.
   *
   * @default none: handlers run when a delivery comes, and there is no outbox
   */
  store?: Store | undefined
  /**
   * Milliseconds in which `resolve` and `setUp` must end. Together with the 25 seconds of a receiver, the default stays within
   * the 30 seconds for which Wazzup waits.
   *
   * @default 4_000
   */
  resolveTimeout?: number | undefined
  /**
   * Milliseconds for which a tenant is kept before it is resolved again. If that fails, the kept tenant is used, and resolved
   * again after 10 seconds.
   *
   * @default 300_000
   */
  maxAge?: number | undefined
  /**
   * Maximum number of tenants that are kept. The least recently used one leaves first. After `start`, all tenants that have
   * used the store are kept, whatever their number.
   *
   * @default 1_000
   */
  maxTenants?: number | undefined
  /**
   * Called when a tenant cannot be resolved in time, also when the kept tenant is used. Also called, at most every five minutes
   * in one process, for each account with waiting events whose tenant does not exist any more or has another account.
   *
   * @default writes to `log`
   */
  onError?: ((error: unknown, id: string) => unknown) | undefined
  /**
   * Writes a failure that no `onError` gets. `what` names the tenant.
   *
   * @default prints a line on the console, without the content of messages
   */
  log?: ((what: string, failure: unknown) => unknown) | undefined
}

/** Options of `createTenants` with a store. */
export interface StoredTenantsOptions extends TenantsOptions<StoredTenant> {
  /** Store of all tenants. Their events and messages are apart: equal messages, chats and ids of two tenants are different ones. */
  store: Store
}

/** Accounts that are known only at run time, created by `createTenants`. */
export interface Tenants<Opened extends Tenant = Tenant> {
  /**
   * Returns a tenant; undefined when it does not exist. A tenant is resolved once, also for simultaneous calls, and kept for
   * `maxAge`. If it cannot be resolved again, the kept one is returned.
   *
   * @throws the error of `resolve` or `setUp`, or an error after `resolveTimeout`, for a tenant that is not kept.
   */
  get(id: string): Promise<Opened | undefined>
  /**
   * Makes the next use of a tenant resolve it again. Call it after its key or secret has changed. With a store, handlers that
   * run end as they began, and a process that has called `start` resolves the tenant again at once.
   */
  evict(id: string): void
  /**
   * Returns the response to a delivery for a tenant; never rejects. A tenant that does not exist gets 401, the same as a wrong
   * secret. Wazzup gets 500 when the tenant cannot be resolved, and 504 after `resolveTimeout`.
   */
  receive(id: string, delivery: Delivery, background?: Background): Promise<WebhookResponse>
  /**
   * Returns what the `handler` of an adapter serves; the `tenantHandler` of an adapter calls it. `readId` returns the id of the
   * tenant of a request, for example a part of its path. A request without an id gets 401.
   *
   * @throws WazzupValidationError when `readId` is no function.
   */
  toTarget<HostRequest>(readId: (request: HostRequest) => string | undefined): InboundTarget<HostRequest>
  /**
   * Handles the stored events of all tenants, sends from their outboxes and fires their timers until {@link Tenants.stop}; also
   * those of tenants that no request has named since the process started.
   *
   * @throws WazzupValidationError without a store.
   */
  start(): void
  /**
   * Takes no further events. Resolves when the running handlers have ended; after `deadline` milliseconds, their signals abort.
   * Does nothing without a store.
   *
   * @param deadline - Milliseconds, 25,000 by default.
   */
  stop(deadline?: number): Promise<void>
  /**
   * Does what is due for all tenants, for at most `deadline` milliseconds: for hosts without a running process. Begins with
   * another tenant each time. Returns how many events and messages of tenants that exist still wait.
   *
   * @throws WazzupValidationError without a store.
   */
  drain(options: { deadline: number }): Promise<{ left: number }>
}
