import { createClient } from './create-client.ts'
import type { ClientOf } from '../api/endpoint.ts'
import { endpoints, type Endpoints } from '../api/user-api.ts'
import { ensureSubscription, type EnsureInput, type EnsureReport } from '../api/subscription/ensure-subscription.ts'
import { explain } from '../errors/texts/explain.ts'
import type { CallOptions, KeyOptions, OwnServerOptions } from './options.ts'

/** A client of the API v3, created by {@link createWazzup}: one property per noun, one method per verb. */
export interface Wazzup extends ClientOf<Endpoints> {
  /** The webhook subscription of the account. https://wazzup24.ru/help/api-ru/webhooks-2/ */
  readonly subscription: ClientOf<Endpoints>['subscription'] & {
    /** Subscribes your address to webhooks if it is not subscribed yet; see {@link ensureSubscription}. */
    ensure(input: EnsureInput, options?: CallOptions): Promise<EnsureReport>
  }
}

/**
 * Creates a client for the API of a Wazzup account. Its methods are named `wazzup.<noun>.<verb>(input, options)`.
 *
 * Create one client per process and share it: it holds the limiter and the retry budget.
 *
 * @throws WazzupValidationError when an option is invalid, for example when `apiKey` is missing.
 * @example
 * const wazzup = createWazzup({ apiKey: process.env.WAZZUP_API_KEY! })
 * await wazzup.messages.send({ channelId, chatType: 'whatsapp', chatId: '79011112233', text: 'Hello' })
 * @see https://wazzup24.ru/help/api-ru/avtorizaciya/
 */
export function createWazzup(options: OwnServerOptions | KeyOptions): Wazzup {
  const client = createClient(endpoints, { ...options, explain: options?.explain ?? explain })
  const subscription = {
    ...client.subscription,
    ensure: (input: EnsureInput, callOptions?: CallOptions) =>
      ensureSubscription(client.subscription, input, { maxRetries: options.maxRetries, ...callOptions }),
  }
  return { ...client, subscription }
}
