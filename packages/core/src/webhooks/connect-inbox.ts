import type { Inbox, InboxReceiver } from '../store/inbox/inbox-parts.ts'
import type { Sender } from './handle/reply.ts'
import { createNoStoreError } from './handle/without-store.ts'
import type { ReceiverOptions } from './receiver-types.ts'

const needsStore = ['takeover', 'remember', 'keepDeliveries', 'caps', 'hooks'] as const

/** Opens the inbox of a receiver, if it has a store. Its code is in the store, so a receiver without one is small. */
export function connectInbox<Client extends Sender>(
  options: ReceiverOptions<Client>,
  receiver: InboxReceiver,
): Inbox | undefined {
  const store = options.outbox?.store ?? options.store
  const useless = store ? undefined : needsStore.find((name) => options[name] !== undefined)
  if (useless) throw createNoStoreError(useless)
  return store?.openInbox(options, receiver)
}
