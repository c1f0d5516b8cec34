import { createClient } from './client.ts'
import type { ClientOf } from './endpoint.ts'
import { endpoints } from './endpoints.ts'
import { explain } from './errors/explain.ts'
import type { ClientOptions } from './options.ts'

/** The client of the user API v3: every noun with its verbs. */
export interface Wazzup extends ClientOf<typeof endpoints> {}

/**
 * Gets the client for an account: `wazzup.<noun>.<verb>(input, { signal, timeout })`.
 *
 * Make one per process and share it: the limiter and the retry budget live in it.
 *
 * @throws WazzupValidationError when an option cannot work, such as a missing key.
 * @see https://wazzup24.ru/help/api-ru/avtorizaciya/
 */
export function createWazzup(options: ClientOptions): Wazzup {
  return createClient(endpoints, { explain, ...options })
}
