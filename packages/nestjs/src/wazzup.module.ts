import { ConfigurableModuleBuilder, Module, type DynamicModule, type Provider } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import { createGateway, createWazzup, createWebhooks, type EndpointName, type Wazzup } from '@wazzup-kit/core'
import { RunningRequests, requestOptionsToken } from './running-requests.service.ts'
import { createFailureLog } from './log-failure.ts'
import { OnWazzupExplorer, ownNameToken, ownWebhooksToken } from './on-wazzup.explorer.ts'
import { createTargetController, gatewayRoutes } from './target.controller.ts'
import { WazzupHealthIndicator } from './wazzup-health-indicator.service.ts'
import { WazzupTenantsModule } from './wazzup-tenants.module.ts'
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

/** Returns the providers of the client, the webhooks and the gateway; null stands for what the options leave out. */
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
        if (gatewayPath === undefined) throw new Error(`WazzupModule "${name}": its gateway needs a gatewayPath`)
        return createGateway({ ...gateway, wazzup })
      },
    },
    { provide: requestOptionsToken, useExisting: MODULE_OPTIONS_TOKEN },
  ]
}

/** Wazzup in a Nest app: a client to inject, and webhooks that are handled where `@OnWazzup` stands. */
@Module({})
export class WazzupModule extends ConfigurableModuleClass {
  /**
   * Registers one account. `POST /wazzup` takes its webhooks when `webhooks` are given; register the address with the
   * secret in it, `https://…/wazzup?key=<secret>`. Several accounts have a `name` and a `path` each.
   */
  static override forRoot<const Name extends EndpointName>(options: WazzupModuleOptions<Name>): DynamicModule {
    const path = options.webhooks && (options.path ?? defaultPath)
    return super.forRoot({ ...(options as WazzupModuleOptions), path })
  }

  /**
   * The same with options that come out of a factory. What must be known before it runs stands outside: `name`, `path`,
   * `decorators`, `gatewayPath`, `gatewayDecorators`, `isGlobal`. Without `webhooks` the path answers 404.
   */
  static override forRootAsync(options: WazzupModuleAsyncOptions): DynamicModule {
    return super.forRootAsync({ ...options, path: options.path ?? defaultPath })
  }

  /**
   * Registers accounts that are known only at run time, each with an address of its own (`wazzup/:tenant`); see
   * `WazzupRegistry`. Handlers get them all, and find in their context whose event it is and its client.
   */
  static forTenants(options: WazzupTenantsModuleOptions): DynamicModule {
    return WazzupTenantsModule.forTenants(options)
  }

  /** The same with options that come out of a factory. */
  static forTenantsAsync(options: WazzupTenantsModuleAsyncOptions): DynamicModule {
    return WazzupTenantsModule.forTenantsAsync(options)
  }
}
