import { ConfigurableModuleBuilder, Module, type DynamicModule } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import { createFailureLog } from '../log-failure.ts'
import { ownRouteToken } from '../requests/rejected-in-front.ts'
import { RunningRequests, requestOptionsToken } from '../requests/running-requests.service.ts'
import { HandlerExplorer, ownNameToken, ownTargetToken } from '../handlers/handler-explorer.service.ts'
import { createTargetController, webhooksMethods } from '../requests/target.controller.ts'
import { createMissingTenant } from './missing-tenant.ts'
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
      { provide: ownTargetToken, inject: [tenantsOptionsToken], useFactory: createMissingTenant },
      { provide: ownRouteToken, useFactory: () => ({ path, onError: createFailureLog() }) },
      { provide: requestOptionsToken, useExisting: tenantsOptionsToken },
      { provide: tenantsTargetToken, inject: [WazzupRegistry], useFactory: createTenantsTarget },
      RunningRequests,
      HandlerExplorer,
      WazzupRegistry,
    ],
    exports: [WazzupRegistry],
  }
}

/** The module that `WazzupModule.forTenants` returns. */
@Module({})
export class WazzupTenantsModule extends ConfigurableModuleClass {}
