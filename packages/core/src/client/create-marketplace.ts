import { createClient } from './create-client.ts'
import type { ClientOf } from '../api/endpoint.ts'
import { explain } from '../errors/texts/explain.ts'
import { marketplaceEndpoints, type MarketplaceEndpoints } from '../api/marketplace.ts'
import type { ApiKey } from './api-key.ts'
import { checkOptions } from '../errors/check-options.ts'
import type { Rules } from '../schema/option-rules.ts'
import { clientRules, type ClientOptions } from './options.ts'

/** Options of {@link createMarketplace}. The key is that of a partner, not that of an API integration. */
export interface MarketplaceOptions extends Omit<ClientOptions, 'apiKey' | 'store'> {
  /** Key of the partner account that owns the marketplace entry. */
  partnerKey: ApiKey
}

const { apiKey: partnerKey, store: _, ...others } = clientRules

const marketplaceRules: Rules<MarketplaceOptions> = { partnerKey, ...others }

/** The client for owners of a marketplace entry: WAuth and the migration of API v2 customers. */
export interface Marketplace extends ClientOf<MarketplaceEndpoints> {}

/**
 * Creates a client for WAuth, the marketplace and the migration, which use the key of a partner.
 *
 * @throws WazzupValidationError when an option is invalid, for example when `partnerKey` is missing.
 * @see https://wazzup24.ru/help/api-ru/wauth/
 */
export function createMarketplace(options: MarketplaceOptions): Marketplace {
  checkOptions(options, marketplaceRules, ['partnerKey'])
  const { partnerKey, ...others } = options
  return createClient(marketplaceEndpoints, { ...others, explain: others.explain ?? explain, apiKey: partnerKey })
}
