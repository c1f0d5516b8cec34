import { createClient } from './create-client.ts'
import type { ClientOf } from '../api/endpoint.ts'
import { createInputError } from '../errors/validation-error.ts'
import { explain } from '../errors/texts/explain.ts'
import { marketplaceEndpoints, type MarketplaceEndpoints } from '../api/marketplace.ts'
import { keyIssue, type ApiKey } from './api-key.ts'
import type { ClientOptions } from './options.ts'

/** Options of {@link createMarketplace}. The key is that of a partner, not that of an API integration. */
export interface MarketplaceOptions extends Omit<ClientOptions, 'apiKey' | 'store'> {
  /** Key of the partner account that owns the marketplace entry. */
  partnerKey: ApiKey
}

/** The client for owners of a marketplace entry: WAuth and the migration of API v2 customers. */
export interface Marketplace extends ClientOf<MarketplaceEndpoints> {}

/**
 * Creates a client for WAuth, the marketplace and the migration, which use the key of a partner.
 *
 * @throws WazzupValidationError when an option is invalid, for example when `partnerKey` is missing.
 * @see https://wazzup24.ru/help/api-ru/wauth/
 */
export function createMarketplace({ partnerKey, ...options }: MarketplaceOptions): Marketplace {
  const issue = typeof partnerKey === 'function' ? undefined : keyIssue(partnerKey, 'partnerKey')
  if (issue) throw createInputError([issue])
  return createClient(marketplaceEndpoints, { ...options, explain: options.explain ?? explain, apiKey: partnerKey })
}
