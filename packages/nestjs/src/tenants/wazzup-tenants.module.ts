import { ConfigurableModuleBuilder, Module, type DynamicModule } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import { createWebhooks } from '@wazzup-kit/core'
import { randomUUID } from 'node:crypto'
import { RunningRequests, requestOptionsToken } from '../requests/running-requests.service.ts'
import { createFailureLog } from '../log-failure.ts'
import { OnWazzupExplorer, ownNameToken, ownWebhooksToken } from '../handlers/on-wazzup.explorer.ts'
import { createTargetController, webhooksMethods } from '../requests/target.controller.ts'
import {
  createTenantsTarget,
  tenantsOptionsToken,
  tenantsTargetToken,
  WazzupRegistry,
} from './wazzup-registry.service.ts'
import type { WazzupTenantsOptions, WazzupTenantsRegistration } from '../wazzup.options.ts'
import { defaultName } from '../wazzup.tokens.ts'

const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<WazzupTenantsOptions>({
  optionsInjectionToken: tenantsOptionsToken,
})
  .setClassMethodName('forTenants')
  .setFactoryMethodName('createWazzupTenantsOptions')
  .setExtras<WazzupTenantsRegistration>(
    { name: undefined, path: undefined, version: undefined, decorators: undefined, isGlobal: undefined },
    defineTenantsModule,
  )
  .build()

function defineTenantsModule(definition: DynamicModule, registration: WazzupTenantsRegistration): DynamicModule {
  const { name = defaultName, path = 'wazzup/:tenant', isGlobal = false } = registration
  const { version, decorators = [] } = registration
  if (!/:tenant\b/.test(path))
    throw new Error(`WazzupModule.forTenants: the path "${path}" must contain ":tenant", for example "wazzup/:tenant"`)
  return {
    ...definition,
    global: isGlobal,
    imports: [...(definition.imports ?? []), DiscoveryModule],
    controllers: [
      createTargetController({ target: tenantsTargetToken, path, methods: webhooksMethods(name), version, decorators }),
    ],
    providers: [
      ...(definition.providers ?? []),
      { provide: ownNameToken, useValue: name },
      // The webhooks of accounts that do not exist. Their secret is random, so every delivery gets 401.
      {
        provide: ownWebhooksToken,
        useFactory: () => createWebhooks({ secret: randomUUID(), onError: createFailureLog() }),
      },
      { provide: requestOptionsToken, useExisting: tenantsOptionsToken },
      { provide: tenantsTargetToken, inject: [WazzupRegistry], useFactory: createTenantsTarget },
      RunningRequests,
      OnWazzupExplorer,
      WazzupRegistry,
    ],
    exports: [WazzupRegistry],
  }
}

/** The module that `WazzupModule.forTenants` returns. */
@Module({})
export class WazzupTenantsModule extends ConfigurableModuleClass {}
