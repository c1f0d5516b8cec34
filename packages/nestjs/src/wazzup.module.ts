import { ConfigurableModuleBuilder, Module, type DynamicModule, type Provider, type Type } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import { createGateway, createWebhooks, type EndpointName, type Wazzup, type Webhooks } from '@wazzup-kit/core'
import type { Outbox, Timers } from '@wazzup-kit/core/store'
import { checkAccountOptions, checkAsyncOptions } from './requests/check-options.ts'
import { RunningRequests, requestOptionsToken } from './requests/running-requests.service.ts'
import { createFailureLog, createGatewayFailureLog } from './log-failure.ts'
import { HandlerExplorer, ownNameToken, ownTargetToken } from './handlers/handler-explorer.service.ts'
import type { HandlerTarget } from './handlers/subscriptions.ts'
import { openClient } from './store/open-client.ts'
import { openOutbox, openTimers } from './store/open-outbox.ts'
import { accountOptionsToken, StoredWork } from './store/stored-work.service.ts'
import { ownRouteToken, type WebhooksRoute } from './requests/rejected-in-front.ts'
import { createTargetController, gatewayMethods, webhooksMethods } from './requests/target.controller.ts'
import { WazzupHealthIndicator } from './health/wazzup-health-indicator.service.ts'
import { WazzupTenantsModule } from './tenants/wazzup-tenants.module.ts'
import type {
  WazzupModuleAsyncOptions,
  WazzupModuleOptions,
  WazzupOptions,
  WazzupRegistration,
  WazzupTenantsModuleAsyncOptions,
  WazzupTenantsModuleOptions,
} from './wazzup.options.ts'
import {
  defaultName,
  getGatewayToken,
  getOutboxToken,
  getTimersToken,
  getWazzupToken,
  getWebhooksToken,
} from './wazzup.tokens.ts'

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<WazzupOptions>()
  .setClassMethodName('forRoot')
  .setFactoryMethodName('createWazzupOptions')
  .setExtras<WazzupRegistration>(
    {
      name: undefined,
      path: undefined,
      version: undefined,
      decorators: undefined,
      gatewayPath: undefined,
      gatewayVersion: undefined,
      gatewayDecorators: undefined,
      isGlobal: undefined,
    },
    defineModule,
  )
  .build()

const defaultPath = 'wazzup'

function defineModule(definition: DynamicModule, registration: WazzupRegistration): DynamicModule {
  const { name = defaultName, isGlobal = false } = registration
  const tokens = [getWazzupToken, getWebhooksToken, getOutboxToken, getTimersToken, getGatewayToken].map((of) =>
    of(name),
  )
  return {
    ...definition,
    global: isGlobal,
    imports: [...(definition.imports ?? []), DiscoveryModule],
    controllers: controllersOf(name, registration),
    providers: [
      ...(definition.providers ?? []),
      ...accountProviders(name, registration),
      { provide: ownNameToken, useValue: name },
      RunningRequests,
      HandlerExplorer,
      StoredWork,
      WazzupHealthIndicator,
    ],
    exports: [...tokens, WazzupHealthIndicator],
  }
}

/** Returns a controller for the webhooks and one for the gateway, if they have a path. */
function controllersOf(name: string, registration: WazzupRegistration): Type[] {
  const { path, version, decorators = [], gatewayPath, gatewayVersion, gatewayDecorators = [] } = registration
  const controllers: Type[] = []
  if (path !== undefined) {
    const target = getWebhooksToken(name)
    controllers.push(createTargetController({ target, path, methods: webhooksMethods(name), version, decorators }))
  }
  if (gatewayPath !== undefined) {
    const route = { target: getGatewayToken(name), path: gatewayPath, methods: gatewayMethods(name) }
    controllers.push(createTargetController({ ...route, version: gatewayVersion, decorators: gatewayDecorators }))
  }
  return controllers
}

/** Returns the providers of the parts of an account; those that the options leave out are null. */
function accountProviders(name: string, { path = defaultPath, gatewayPath }: WazzupRegistration): Provider[] {
  const inject = [MODULE_OPTIONS_TOKEN, getWazzupToken(name)]
  const place = `WazzupModule "${name}"`
  return [
    {
      provide: getWazzupToken(name),
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory(options: WazzupOptions) {
        checkAccountOptions(options)
        return openClient(options, name)
      },
    },
    {
      provide: getOutboxToken(name),
      inject,
      useFactory: (options: WazzupOptions, wazzup: Wazzup) => openOutbox(options, wazzup, name, place) ?? null,
    },
    {
      provide: getTimersToken(name),
      inject: [MODULE_OPTIONS_TOKEN, getOutboxToken(name)],
      useFactory: (options: WazzupOptions, outbox: Outbox | null) => openTimers(options, outbox ?? undefined) ?? null,
    },
    {
      provide: ownRouteToken,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory({ webhooks }: WazzupOptions): WebhooksRoute | null {
        return webhooks ? { path, onError: webhooks.onError ?? createFailureLog() } : null
      },
    },
    {
      provide: getWebhooksToken(name),
      inject: [...inject, getOutboxToken(name), ownRouteToken],
      useFactory({ webhooks }: WazzupOptions, wazzup: Wazzup, outbox: Outbox | null, route: WebhooksRoute | null) {
        if (!webhooks) return null
        return createWebhooks({ ...webhooks, onError: route?.onError, wazzup, outbox: outbox ?? undefined })
      },
    },
    {
      provide: ownTargetToken,
      inject: [getWebhooksToken(name), getOutboxToken(name), getTimersToken(name)],
      useFactory: (webhooks: Webhooks<Wazzup> | null, outbox: Outbox | null, timers: Timers | null): HandlerTarget => {
        return { webhooks: webhooks ?? undefined, outbox: outbox ?? undefined, timers: timers ?? undefined }
      },
    },
    {
      provide: getGatewayToken(name),
      inject,
      useFactory: ({ gateway }: WazzupOptions, wazzup: Wazzup) => {
        if (!gateway) return null
        if (gatewayPath === undefined)
          throw new Error(`${place}: "gateway" needs "gatewayPath", for example "api/wazzup"`)
        const { onError = createGatewayFailureLog() } = gateway
        return createGateway({ ...gateway, onError, wazzup })
      },
    },
    { provide: requestOptionsToken, useExisting: MODULE_OPTIONS_TOKEN },
    { provide: accountOptionsToken, useExisting: MODULE_OPTIONS_TOKEN },
  ]
}

/** Provides a client and an outbox that you can inject, and calls the methods with `@OnWazzup` for webhooks. */
@Module({})
export class WazzupModule extends ConfigurableModuleClass {
  /**
   * Registers one account. With the option `webhooks`, `POST /wazzup` receives its webhooks; subscribe the address with
   * the secret, `https://…/wazzup?key=<secret>`. With several accounts, give each its own `name` and `path`.
   */
  static override forRoot<const Name extends EndpointName>(options: WazzupModuleOptions<Name>): DynamicModule {
    const path = options.webhooks && (options.path ?? defaultPath)
    if (options.gatewayPath !== undefined && !options.gateway) {
      throw new Error('WazzupModule.forRoot: "gatewayPath" needs "gateway", the options of createGateway')
    }
    return super.forRoot({ ...(options as WazzupModuleOptions), path })
  }

  /**
   * Registers one account whose options come from a factory. Options that Nest needs before the factory runs are given
   * beside it: `name`, `path`, `version`, `decorators`, `gatewayPath`, `gatewayVersion`, `gatewayDecorators` and `isGlobal`.
   * Without `webhooks`, requests to the path get 404.
   */
  static override forRootAsync(options: WazzupModuleAsyncOptions): DynamicModule {
    checkAsyncOptions(options, 'forRootAsync')
    return super.forRootAsync({ ...options, path: options.path ?? defaultPath })
  }

  /**
   * Registers accounts that are known only at run time. Each account has its own address (`wazzup/:tenant`); see
   * `WazzupRegistry`. Handlers get the events of all accounts, with the account and its client in their context.
   */
  static forTenants(options: WazzupTenantsModuleOptions): DynamicModule {
    return ofThisClass(WazzupTenantsModule.forTenants(options))
  }

  /** Registers accounts that are known only at run time, with options that come from a factory. */
  static forTenantsAsync(options: WazzupTenantsModuleAsyncOptions): DynamicModule {
    checkAsyncOptions(options, 'forTenantsAsync')
    return ofThisClass(WazzupTenantsModule.forTenantsAsync(options))
  }
}

/** Makes Nest name the module in messages as the app does, and lets `RouterModule` find it. */
function ofThisClass(definition: DynamicModule): DynamicModule {
  return { ...definition, module: WazzupModule }
}
