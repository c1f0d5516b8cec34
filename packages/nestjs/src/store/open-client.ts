import { createWazzup, type Wazzup } from '@wazzup-kit/core'
import type { WazzupOptions } from '../wazzup.options.ts'
import { accountStoreOf, type AccountParts } from './open-outbox.ts'

/**
 * Creates the client of an account. With a store, it shares the rate limit of its key with all processes that use the store.
 *
 * @throws WazzupValidationError when an option is invalid.
 */
export function openClient(parts: AccountParts & Pick<WazzupOptions, 'client'>, name: string): Wazzup {
  const { client } = parts
  return createWazzup({ ...client, store: client.store ?? accountStoreOf(parts, name) })
}
