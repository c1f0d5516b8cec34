/** Entry `@wazzup-kit/core/tenants`: accounts that are known only at run time. */
export { createTenants } from './tenants/create-tenants.ts'
export { tenantsAccount } from './tenants/tenant-index.ts'
export type {
  StoredTenant,
  StoredTenantsOptions,
  Tenant,
  TenantOptions,
  Tenants,
  TenantsOptions,
} from './tenants/tenant.ts'
