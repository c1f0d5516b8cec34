import type { AnyEvent, Inbox } from '../store/inbox/inbox-parts.ts'
import type { ExplainDelivery } from './events/delivery-error.ts'
import type { OnError } from './handle/error-log.ts'
import type { Handlers } from './handle/registry.ts'
import type { Sender } from './handle/reply.ts'
import { chatWithoutStore, createNoStoreError } from './handle/without-store.ts'
import { readItem } from './receive/split-delivery.ts'
import type { ReceiverOptions, Webhooks } from './receiver-types.ts'

const needsStore = ['takeover', 'remember', 'keepDeliveries', 'caps', 'hooks'] as const

/** Opens the inbox of a receiver, if it has a store. Its code is in the store, so a receiver without one is small. */
export function connectInbox<Client extends Sender>(
  options: ReceiverOptions<Client>,
  receiver: {
    handlers: Handlers
    recognize(event: AnyEvent): AnyEvent
    report: OnError
    explain: ExplainDelivery
    wazzup: Sender | undefined
  },
): Inbox | undefined {
  const { outbox, takeover, remember, keepDeliveries, caps, hooks } = options
  const { explain, handlers, recognize, report, wazzup } = receiver
  const store = outbox?.store ?? options.store
  const useless = store ? undefined : needsStore.find((name) => options[name] !== undefined)
  if (useless) throw createNoStoreError(useless)
  return store?.openInbox({
    handlers,
    recognize,
    report,
    wazzup,
    outbox,
    takeover,
    remember,
    keepDeliveries,
    caps,
    hooks,
    read: (key, item, arrivedAt) => readItem(key, item, { explain, arrivedAt }),
  })
}

/** The functions of a receiver that need a store. */
export type StoreFunctions = Pick<Webhooks, 'deadLetters' | 'replay' | 'chat' | 'start' | 'stop' | 'drain'>

const rejectFor = (path: string) => async (): Promise<never> => {
  throw createNoStoreError(path)
}

/** These functions of a receiver without a store. */
export const withoutStore: StoreFunctions = {
  deadLetters: rejectFor('deadLetters'),
  replay: rejectFor('replay'),
  chat: () => chatWithoutStore,
  start() {
    throw createNoStoreError('start')
  },
  async stop() {},
  drain: rejectFor('drain'),
}
