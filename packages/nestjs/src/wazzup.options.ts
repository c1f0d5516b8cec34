import type { ConfigurableModuleAsyncOptions, ControllerOptions } from '@nestjs/common'
import type {
  EndpointName,
  GatewayOptions,
  KeyOptions,
  OwnServerOptions,
  ReceiverOptions,
  RunHandlers,
} from '@wazzup-kit/core'
import type { TenantsOptions } from '@wazzup-kit/core/tenants'
import type { AccountStoreOptions, StoreOptions } from './store/store.options.ts'

/** Options for the requests of one module. */
export interface RequestOptions {
  /**
   * When handlers run. With `'afterResponse'`, Wazzup gets 200 at once, and a failure of a handler is only reported to
   * the `onError` of the webhooks. Handlers of questions always run before the response.
   *
   * @default 'beforeResponse'
   */
  runHandlers?: RunHandlers | undefined
  /**
   * Milliseconds from the beginning of a shutdown until its open connections are cut. Until then, the app waits for
   * deliveries, their handlers and their responses. If several registrations differ, the longest counts for the connections.
   * With a store, the signals of handlers abort 2 seconds earlier, so that another process can continue their events.
   *
   * @default 10_000
   */
  shutdownTimeout?: number | undefined
}

/** Options of one account. */
export interface WazzupOptions<Name extends EndpointName = EndpointName>
  extends RequestOptions, StoreOptions, AccountStoreOptions {
  /** Options of the client; see core's `createWazzup`. By default, its `store` is that of the account. */
  client: KeyOptions | OwnServerOptions
  /**
   * Options of the receiver of webhooks; see core's `createWebhooks`. Without them, no webhooks are received. By default,
   * `onError` writes an error to Nest's log. Give it an `outbox` only if other code has created one; otherwise use `store`.
   */
  webhooks?: Omit<ReceiverOptions, 'wazzup' | 'store'> | undefined
  /**
   * Options of the gateway for the app's own front end; see core's `createGateway`. `authorize` gets the request of the
   * platform, with the fields that your guards have added. Needs `gatewayPath`.
   */
  gateway?: Omit<GatewayOptions<Name, unknown>, 'wazzup'> | undefined
}

/** Options that Nest needs when the module is registered, before a factory runs. */
export interface WazzupRegistration {
  /**
   * Name of the account, to distinguish several: `@InjectWazzup(name)`, `@OnWazzup(event, { name })`.
   *
   * @default 'default'
   */
  name?: string | undefined
  /**
   * Path of the webhooks, below the app's global prefix.
   *
   * @default 'wazzup'
   */
  path?: string | undefined
  /**
   * Version of the route of the webhooks, for an app with `enableVersioning`. Wazzup sends no header of yours, so it
   * must be a version in the address.
   *
   * @default VERSION_NEUTRAL, also if the app has a `defaultVersion`
   */
  version?: ControllerOptions['version']
  /**
   * Decorators of the controller of the webhooks, for example `[Public()]` so that a guard of the app accepts Wazzup.
   *
   * @default []
   */
  decorators?: readonly ClassDecorator[] | undefined
  /** Path of the gateway, below the app's global prefix. Without it, there is no gateway. */
  gatewayPath?: string | undefined
  /**
   * Version of the routes of the gateway, for an app with `enableVersioning`.
   *
   * @default VERSION_NEUTRAL, also if the app has a `defaultVersion`
   */
  gatewayVersion?: ControllerOptions['version']
  /**
   * Decorators of the controller of the gateway, for example `[UseGuards(SessionGuard)]`.
   *
   * @default []
   */
  gatewayDecorators?: readonly ClassDecorator[] | undefined
  /**
   * Whether all modules can inject the clients without importing this module.
   *
   * @default false
   */
  isGlobal?: boolean | undefined
}

/** Options of `WazzupModule.forRoot`. */
export interface WazzupModuleOptions<Name extends EndpointName = EndpointName>
  extends WazzupOptions<Name>, WazzupRegistration {}

/** A class that creates the options, for `useClass` and `useExisting`. */
export interface WazzupOptionsFactory {
  /** Returns the options of the account. Nest calls it once, when the app starts. The app does not start if it fails. */
  createWazzupOptions(): WazzupOptions | Promise<WazzupOptions>
}

/** Options of `WazzupModule.forRootAsync`. */
export type WazzupModuleAsyncOptions = WazzupRegistration &
  ConfigurableModuleAsyncOptions<WazzupOptions, 'createWazzupOptions'>

/** Options of accounts that are known only at run time; see core's `createTenants`. By default, `onError` writes to Nest's log. */
export interface WazzupTenantsOptions
  extends RequestOptions, StoreOptions, Omit<TenantsOptions, 'store' | 'setUp' | 'log'> {}

/** Options that Nest needs when the module is registered, before a factory runs. */
export interface WazzupTenantsRegistration extends Pick<
  WazzupRegistration,
  'name' | 'version' | 'decorators' | 'isGlobal'
> {
  /**
   * Path of the webhooks, below the app's global prefix. It must contain `:tenant`, the id of the account.
   *
   * @default 'wazzup/:tenant'
   */
  path?: string | undefined
}

/** Options of `WazzupModule.forTenants`. */
export interface WazzupTenantsModuleOptions extends WazzupTenantsOptions, WazzupTenantsRegistration {}

/** A class that creates the options, for `useClass` and `useExisting`. */
export interface WazzupTenantsOptionsFactory {
  /** Returns the options of the accounts. Nest calls it once, when the app starts. The app does not start if it fails. */
  createWazzupTenantsOptions(): WazzupTenantsOptions | Promise<WazzupTenantsOptions>
}

/** Options of `WazzupModule.forTenantsAsync`. */
export type WazzupTenantsModuleAsyncOptions = WazzupTenantsRegistration &
  ConfigurableModuleAsyncOptions<WazzupTenantsOptions, 'createWazzupTenantsOptions'>
