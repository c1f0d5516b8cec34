import { createClient } from './create-client.ts'
import type { ClientOf } from '../api/endpoint.ts'
import { endpoints } from '../api/user-api.ts'
import { ensureSubscription, type EnsureInput, type EnsureReport } from '../api/ensure-subscription.ts'
import { explain } from '../errors/texts/explain.ts'
import type { CallOptions, ClientOptions } from './options.ts'

type Endpoints = ClientOf<typeof endpoints>

/** The client of the user API v3: every noun with its verbs. */
export interface Wazzup extends Omit<Endpoints, 'subscription'> {
  readonly subscription: Endpoints['subscription'] & {
    /** Sees to it that Wazzup posts to your address; see {@link ensureSubscription}. */
    ensure(input: EnsureInput, options?: CallOptions): Promise<EnsureReport>
  }
}

/**
 * Gets the client for an account: `wazzup.<noun>.<verb>(input, { signal, timeout })`.
 *
 * Make one per process and share it: the limiter and the retry budget live in it.
 *
 * @throws WazzupValidationError when an option cannot work, such as a missing key.
 * @see https://wazzup24.ru/help/api-ru/avtorizaciya/
 */
export function createWazzup(options: ClientOptions): Wazzup {
  const client = createClient(endpoints, { ...options, explain: options.explain ?? explain })
  const subscription = {
    ...client.subscription,
    ensure: (input: EnsureInput, callOptions?: CallOptions) =>
      ensureSubscription(client.subscription, input, callOptions),
  }
  return { ...client, subscription }
}
