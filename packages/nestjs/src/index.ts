export { WazzupModule } from './wazzup.module.ts'
export {
  OnWazzup,
  type OnWazzupOptions,
  type WazzupContext,
  type WazzupHandler,
} from './handlers/on-wazzup.decorator.ts'
export { OnQuiet, type OnQuietOptions, type WazzupQuietContext } from './handlers/on-quiet.decorator.ts'
export { OnOutbox, type OnOutboxOptions, type WazzupEntryContext } from './handlers/on-outbox.decorator.ts'
export { Every, OnTimer, type OnTimerOptions, type WazzupTimerContext } from './handlers/on-timer.decorator.ts'
export {
  WatchChannels,
  WatchDelivery,
  type WatchDeliveryDecoratorOptions,
  type WazzupChannelContext,
  type WazzupWatchContext,
} from './handlers/watch.decorators.ts'
export type { DecoratorOptions } from './handlers/handler-options.ts'
export { InjectOutbox, InjectTimers, InjectWazzup } from './inject-wazzup.decorators.ts'
export { WazzupRegistry, type Tenant } from './tenants/wazzup-registry.service.ts'
export { WazzupExceptionFilter } from './wazzup-exception.filter.ts'
export { WazzupHealthIndicator, type WazzupHealth } from './health/wazzup-health-indicator.service.ts'
export type { CheckStoreOptions, StoreContent, StoreLimits, WazzupStoreHealth } from './health/store-health.ts'
export { getGatewayToken, getOutboxToken, getTimersToken, getWazzupToken, getWebhooksToken } from './wazzup.tokens.ts'
export type { AccountStoreOptions, StoreOptions } from './store/store.options.ts'
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
