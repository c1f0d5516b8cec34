/** Entry `@wazzup-kit/core/marketplace`: the client for owners of a marketplace entry. */
export { createMarketplace, type Marketplace, type MarketplaceOptions } from './client/create-marketplace.ts'
export type {
  ConnectInput,
  Connected,
  InstallationInput,
  MarketplaceDescriptionInput,
  MarketplaceEntryInput,
  MigrationInput,
} from './api/marketplace.ts'
