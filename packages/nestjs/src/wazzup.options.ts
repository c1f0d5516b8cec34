import type { ConfigurableModuleAsyncOptions } from '@nestjs/common'
import type { ClientOptions, EndpointName, GatewayOptions, ReceiverOptions, RunHandlers } from '@wazzup-kit/core'

/** One account: the client, and what it serves. */
export interface WazzupOptions<Name extends EndpointName = EndpointName> {
  /** What the client is made of; see core's `createWazzup`. */
  client: ClientOptions
  /**
   * What the receiver of webhooks is made of; see core's `createWebhooks`. Without it nothing is received. By
   * default, `onError` writes an error to Nest's log.
   */
  webhooks?: Omit<ReceiverOptions, 'wazzup'> | undefined
  /**
   * Chosen calls for the app's own front end; see core's `createGateway`. `request` is that of the platform, with what
   * your guards put there. Needs a `gatewayPath`.
   */
  gateway?: Omit<GatewayOptions<Name, unknown>, 'wazzup'> | undefined
  /**
   * When handlers run. With `'afterResponse'`, Wazzup gets 200 at once, and a failure of a handler is only reported to
   * `onError`. Questions are always answered by their handler.
   *
   * @default 'beforeResponse'
   */
  runHandlers?: RunHandlers | undefined
  /**
   * Milliseconds that a shutdown waits for deliveries whose handlers are running.
   *
   * @default 10_000
   */
  shutdownTimeout?: number | undefined
}

/** What must be known when the module is registered, before any factory has run. */
export interface WazzupRegistration {
  /** Tells several accounts apart: `@InjectWazzup(name)`, `@OnWazzup(event, { name })`. */
  name?: string | undefined
  /** Where deliveries come in, below the app's global prefix. Default `wazzup`. */
  path?: string | undefined
  /** Put on the controller of the webhooks, such as `[Public()]` for a guard of the app to let Wazzup in. */
  decorators?: readonly ClassDecorator[] | undefined
  /** Where the gateway is, below the app's global prefix; there is none without. */
  gatewayPath?: string | undefined
  /** Put on the controller of the gateway, such as `[UseGuards(SessionGuard)]`. */
  gatewayDecorators?: readonly ClassDecorator[] | undefined
  /** Whether clients can be injected everywhere. Default false. */
  isGlobal?: boolean | undefined
}

/** What `WazzupModule.forRoot` takes. */
export interface WazzupModuleOptions<Name extends EndpointName = EndpointName>
  extends WazzupOptions<Name>, WazzupRegistration {}

/** A class that makes options, for `useClass` and `useExisting`. */
export interface WazzupOptionsFactory {
  createWazzupOptions(): WazzupOptions | Promise<WazzupOptions>
}

/** What `WazzupModule.forRootAsync` takes. */
export type WazzupModuleAsyncOptions = WazzupRegistration &
  ConfigurableModuleAsyncOptions<WazzupOptions, 'createWazzupOptions'>

/** What an account is made of that is known only at run time. */
export type TenantOptions = Pick<WazzupOptions, 'client' | 'webhooks'>

/** Accounts that are known only at run time. */
export interface WazzupTenantsOptions {
  /**
   * Finds an account; undefined for one that does not exist, which is answered as a wrong secret is. What it finds is
   * kept. That an account does not exist, and a failure, are not: ids that somebody guesses push no account out.
   */
  resolve(tenant: string): TenantOptions | undefined | Promise<TenantOptions | undefined>
  /**
   * Milliseconds in which `resolve` has to answer. With the 25 seconds of a receiver the default stays inside the 30
   * seconds for which Wazzup waits.
   *
   * @default 4_000
   */
  resolveTimeout?: number | undefined
  /**
   * Milliseconds for which an account is kept before it is resolved again. When that fails, the account is used as it is
   * and resolved again after 10 seconds.
   *
   * @default 300_000
   */
  maxAge?: number | undefined
  /**
   * How many accounts are kept; the one that was not used for longest goes first.
   *
   * @default 1_000
   */
  maxTenants?: number | undefined
  /**
   * Called when `resolve` fails or does not answer in time, also when the account is kept and used as it is.
   *
   * @default an error in Nest's log
   */
  onError?: ((error: unknown, tenant: string) => unknown) | undefined
  /**
   * When handlers run. With `'afterResponse'`, Wazzup gets 200 at once, and a failure of a handler is only reported to
   * `onError`. Questions are always answered by their handler.
   *
   * @default 'beforeResponse'
   */
  runHandlers?: RunHandlers | undefined
  /**
   * Milliseconds that a shutdown waits for deliveries whose handlers are running.
   *
   * @default 10_000
   */
  shutdownTimeout?: number | undefined
}

/** What must be known of them when the module is registered. */
export interface WazzupTenantsRegistration extends Pick<WazzupRegistration, 'name' | 'decorators' | 'isGlobal'> {
  /** Where deliveries come in, below the app's global prefix; `:tenant` stands for the account. Default `wazzup/:tenant`. */
  path?: string | undefined
}

/** What `WazzupModule.forTenants` takes. */
export interface WazzupTenantsModuleOptions extends WazzupTenantsOptions, WazzupTenantsRegistration {}

/** A class that makes options, for `useClass` and `useExisting`. */
export interface WazzupTenantsOptionsFactory {
  createWazzupTenantsOptions(): WazzupTenantsOptions | Promise<WazzupTenantsOptions>
}

/** What `WazzupModule.forTenantsAsync` takes. */
export type WazzupTenantsModuleAsyncOptions = WazzupTenantsRegistration &
  ConfigurableModuleAsyncOptions<WazzupTenantsOptions, 'createWazzupTenantsOptions'>
