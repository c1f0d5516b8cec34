/** Entry `@wazzup-kit/core/marketplace`: the client for owners of a marketplace entry. */
export { createMarketplace, type Marketplace, type MarketplaceOptions } from './client/create-marketplace.ts'
export type { Connected } from './api/marketplace.ts'
