import { explainDelivery } from './events/explain-delivery.ts'
import { createReceiver, type ReceiverOptions, type Webhooks } from './create-receiver.ts'
import type { Sender } from './handle/reply.ts'

/**
 * Creates a receiver for Wazzup's webhooks: `createWebhooks({ secret, wazzup }).on('message', handler)`. Mount it with the
 * `handler` of an adapter.
 *
 * @throws WazzupValidationError when an option cannot work, such as a missing secret.
 * @see https://wazzup24.ru/help/api-ru/webhooks-2/
 */
export function createWebhooks<Client extends Sender = Sender>(options: ReceiverOptions<Client>): Webhooks<Client> {
  return createReceiver({ ...options, explain: options.explain ?? explainDelivery })
}
