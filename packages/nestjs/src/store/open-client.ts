import { createWazzup, type Wazzup } from '@wazzup-kit/core'
import type { WazzupOptions } from '../wazzup.options.ts'
import { accountStoreOf, type AccountParts } from './open-outbox.ts'

/**
 * Creates the client of an account. With a store, it shares the rate limit of its key with all processes that use the store.
 *
 * @throws WazzupValidationError when an option is invalid, and Error without the options of the client.
 */
export function openClient(parts: AccountParts & Pick<WazzupOptions, 'client'>, name: string): Wazzup {
  const { client } = parts
  if (typeof client !== 'object' || client === null) {
    throw new Error(
      `WazzupModule "${name}": "client" is missing: must be the options of createWazzup, for example { apiKey }`,
    )
  }
  return createWazzup({ ...client, store: client.store ?? accountStoreOf(parts, name) })
}
