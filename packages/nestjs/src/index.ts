export { WazzupModule } from './wazzup.module.ts'
export {
  OnWazzup,
  type OnWazzupOptions,
  type WazzupContext,
  type WazzupHandler,
} from './handlers/on-wazzup.decorator.ts'
export { InjectWazzup } from './inject-wazzup.decorators.ts'
export { WazzupRegistry, type Tenant } from './tenants/wazzup-registry.service.ts'
export { WazzupExceptionFilter } from './wazzup-exception.filter.ts'
export { WazzupHealthIndicator, type WazzupHealth } from './wazzup-health-indicator.service.ts'
export { getGatewayToken, getWazzupToken, getWebhooksToken } from './wazzup.tokens.ts'
export type {
  TenantOptions,
  WazzupModuleAsyncOptions,
  WazzupModuleOptions,
  WazzupOptions,
  WazzupOptionsFactory,
  WazzupRegistration,
  WazzupTenantsModuleAsyncOptions,
  WazzupTenantsModuleOptions,
  WazzupTenantsOptions,
  WazzupTenantsOptionsFactory,
  WazzupTenantsRegistration,
} from './wazzup.options.ts'
