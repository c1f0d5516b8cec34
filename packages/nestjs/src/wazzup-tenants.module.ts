import { ConfigurableModuleBuilder, Module, type DynamicModule } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import { createWebhooks } from '@wazzup-kit/core'
import { randomUUID } from 'node:crypto'
import { defaultShutdownTimeout, Exchanges, shutdownTimeoutToken } from './exchanges.service.ts'
import { createFailureLog } from './log-failure.ts'
import { OnWazzupExplorer, ownNameToken, ownWebhooksToken } from './on-wazzup.explorer.ts'
import { createTenantsController } from './webhook.controller.ts'
import { tenantsOptionsToken, WazzupRegistry } from './wazzup-registry.service.ts'
import type { WazzupTenantsOptions, WazzupTenantsRegistration } from './wazzup.options.ts'
import { defaultName } from './wazzup.tokens.ts'

const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<WazzupTenantsOptions>({
  optionsInjectionToken: tenantsOptionsToken,
})
  .setClassMethodName('forTenants')
  .setFactoryMethodName('createWazzupTenantsOptions')
  .setExtras<WazzupTenantsRegistration>(
    { name: undefined, path: undefined, decorators: undefined, isGlobal: undefined },
    defineTenantsModule,
  )
  .build()

function defineTenantsModule(definition: DynamicModule, registration: WazzupTenantsRegistration): DynamicModule {
  const { name = defaultName, path = 'wazzup/:tenant', decorators = [], isGlobal = false } = registration
  if (!/:tenant\b/.test(path)) throw new Error(`WazzupModule.forTenants: the path "${path}" has no :tenant in it`)
  return {
    ...definition,
    global: isGlobal,
    imports: [...(definition.imports ?? []), DiscoveryModule],
    controllers: [createTenantsController({ path, decorators })],
    providers: [
      ...(definition.providers ?? []),
      { provide: ownNameToken, useValue: name },
      // The receiver of those who do not exist: what nobody knows is a secret that is always wrong.
      {
        provide: ownWebhooksToken,
        useFactory: () => createWebhooks({ secret: randomUUID(), onError: createFailureLog() }),
      },
      {
        provide: shutdownTimeoutToken,
        inject: [tenantsOptionsToken],
        useFactory: (options: WazzupTenantsOptions) => options.shutdownTimeout ?? defaultShutdownTimeout,
      },
      Exchanges,
      OnWazzupExplorer,
      WazzupRegistry,
    ],
    exports: [WazzupRegistry],
  }
}

/** What `WazzupModule.forTenants` registers. */
@Module({})
export class WazzupTenantsModule extends ConfigurableModuleClass {}
