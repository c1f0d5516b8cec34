import { explainDelivery } from './events/explain-delivery.ts'
import { createReceiver } from './create-receiver.ts'
import type { ReceiverOptions, Webhooks } from './receiver-types.ts'
import type { Sender } from './handle/reply.ts'

/**
 * Creates a receiver of Wazzup's webhooks. Mount it with the `handler` of an adapter.
 *
 * @example
 * const webhooks = createWebhooks({ secret, wazzup })
 * webhooks.on('message', async ({ text, instPost }, { reply }) => {
 *   if (text && !instPost) await reply({ text: `You wrote: ${text}` })
 * })
 * @throws WazzupValidationError when an option is invalid, for example when `secret` is missing.
 * @see https://wazzup24.ru/help/api-ru/webhooks-2/
 */
export function createWebhooks<Client extends Sender = Sender>(options: ReceiverOptions<Client>): Webhooks<Client> {
  return createReceiver({ ...options, explain: options?.explain ?? explainDelivery })
}
