import { ConfigurableModuleBuilder, Module, type DynamicModule, type Provider } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import { createGateway, createWazzup, createWebhooks, type EndpointName, type Wazzup } from '@wazzup-kit/core'
import { RunningRequests, requestOptionsToken } from './requests/running-requests.service.ts'
import { createFailureLog } from './log-failure.ts'
import { OnWazzupExplorer, ownNameToken, ownWebhooksToken } from './handlers/on-wazzup.explorer.ts'
import { createTargetController, gatewayRoutes } from './requests/target.controller.ts'
import { WazzupHealthIndicator } from './wazzup-health-indicator.service.ts'
import { WazzupTenantsModule } from './tenants/wazzup-tenants.module.ts'
import type {
  WazzupModuleAsyncOptions,
  WazzupModuleOptions,
  WazzupOptions,
  WazzupRegistration,
  WazzupTenantsModuleAsyncOptions,
  WazzupTenantsModuleOptions,
} from './wazzup.options.ts'
import { defaultName, getGatewayToken, getWazzupToken, getWebhooksToken } from './wazzup.tokens.ts'

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<WazzupOptions>()
  .setClassMethodName('forRoot')
  .setFactoryMethodName('createWazzupOptions')
  .setExtras<WazzupRegistration>(
    {
      name: undefined,
      path: undefined,
      decorators: undefined,
      gatewayPath: undefined,
      gatewayDecorators: undefined,
      isGlobal: undefined,
    },
    defineModule,
  )
  .build()

const defaultPath = 'wazzup'

function defineModule(definition: DynamicModule, registration: WazzupRegistration): DynamicModule {
  const { name = defaultName, path, decorators = [], gatewayPath, gatewayDecorators = [], isGlobal } = registration
  const tokens = [getWazzupToken(name), getWebhooksToken(name), getGatewayToken(name)]
  return {
    ...definition,
    global: isGlobal ?? false,
    imports: [...(definition.imports ?? []), DiscoveryModule],
    controllers: [
      ...(path === undefined ? [] : [createTargetController({ target: getWebhooksToken(name), path, decorators })]),
      ...(gatewayPath === undefined
        ? []
        : [
            createTargetController({
              target: getGatewayToken(name),
              path: gatewayPath,
              below: gatewayRoutes,
              decorators: gatewayDecorators,
            }),
          ]),
    ],
    providers: [
      ...(definition.providers ?? []),
      ...accountProviders(name, gatewayPath),
      { provide: ownNameToken, useValue: name },
      { provide: ownWebhooksToken, useExisting: getWebhooksToken(name) },
      RunningRequests,
      OnWazzupExplorer,
      WazzupHealthIndicator,
    ],
    exports: [...tokens, WazzupHealthIndicator],
  }
}

/** Returns the providers of the client, the webhooks and the gateway; those that the options leave out are null. */
function accountProviders(name: string, gatewayPath: string | undefined): Provider[] {
  const inject = [MODULE_OPTIONS_TOKEN, getWazzupToken(name)]
  return [
    {
      provide: getWazzupToken(name),
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: ({ client }: WazzupOptions) => createWazzup(client),
    },
    {
      provide: getWebhooksToken(name),
      inject,
      useFactory: ({ webhooks }: WazzupOptions, wazzup: Wazzup) =>
        webhooks ? createWebhooks({ ...webhooks, onError: webhooks.onError ?? createFailureLog(), wazzup }) : null,
    },
    {
      provide: getGatewayToken(name),
      inject,
      useFactory: ({ gateway }: WazzupOptions, wazzup: Wazzup) => {
        if (!gateway) return null
        if (gatewayPath === undefined)
          throw new Error(`WazzupModule "${name}": "gateway" needs "gatewayPath", for example "api/wazzup"`)
        return createGateway({ ...gateway, wazzup })
      },
    },
    { provide: requestOptionsToken, useExisting: MODULE_OPTIONS_TOKEN },
  ]
}

/** Provides a client that you can inject, and calls the methods with `@OnWazzup` for webhooks. */
@Module({})
export class WazzupModule extends ConfigurableModuleClass {
  /**
   * Registers one account. With the option `webhooks`, `POST /wazzup` receives its webhooks; subscribe the address with
   * the secret, `https://…/wazzup?key=<secret>`. With several accounts, give each its own `name` and `path`.
   */
  static override forRoot<const Name extends EndpointName>(options: WazzupModuleOptions<Name>): DynamicModule {
    const path = options.webhooks && (options.path ?? defaultPath)
    return super.forRoot({ ...(options as WazzupModuleOptions), path })
  }

  /**
   * Registers one account whose options come from a factory. Options that Nest needs before the factory runs are given
   * beside it: `name`, `path`, `decorators`, `gatewayPath`, `gatewayDecorators` and `isGlobal`. Without `webhooks`, requests
   * to the path get 404.
   */
  static override forRootAsync(options: WazzupModuleAsyncOptions): DynamicModule {
    return super.forRootAsync({ ...options, path: options.path ?? defaultPath })
  }

  /**
   * Registers accounts that are known only at run time. Each account has its own address (`wazzup/:tenant`); see
   * `WazzupRegistry`. Handlers get the events of all accounts, with the account and its client in their context.
   */
  static forTenants(options: WazzupTenantsModuleOptions): DynamicModule {
    return WazzupTenantsModule.forTenants(options)
  }

  /** Registers accounts that are known only at run time, with options that come from a factory. */
  static forTenantsAsync(options: WazzupTenantsModuleAsyncOptions): DynamicModule {
    return WazzupTenantsModule.forTenantsAsync(options)
  }
}
