import { defaultSeed } from './default-seed.ts'
import type {
  EmulatedChannel,
  EmulatedContact,
  EmulatedDeal,
  EmulatedIncoming,
  EmulatedPipeline,
  EmulatedSubscription,
  EmulatedTemplate,
  EmulatedUser,
  Installation,
  Seed,
  WaitingChat,
} from './entities.ts'
import type { WebhookContact, WebhookMessage } from './webhook-bodies.ts'

/** Everything the emulated account holds. Read it and change it at will: the next request sees the change. */
export interface State {
  /** By `channelId`. `state.channels.get(id).state = 'notEnoughMoney'` switches a channel off. */
  channels: Map<string, EmulatedChannel>
  users: Map<string, EmulatedUser>
  contacts: Map<string, EmulatedContact>
  deals: Map<string, EmulatedDeal>
  pipelines: Map<string, EmulatedPipeline>
  /** By `templateGuid`. */
  templates: Map<string, EmulatedTemplate>
  /** By `messageId`. */
  incoming: Map<string, EmulatedIncoming>
  waiting: WaitingChat[]
  /** By `messageId`: what was written in the chats by anybody, as it stands now. */
  messages: Map<string, WebhookMessage>
  /** Who writes in a chat, by `chatType/chatId`; known once they have written. */
  clients: Map<string, WebhookContact>
  /** One subscription for each key that can hold one. */
  subscriptions: { api: EmulatedSubscription; sidecar: EmulatedSubscription }
  /** Set by `POST /v3/connect`; from then on webhooks carry it as bearer. */
  crmKey: string | null
  marketplace: { crmCode: string; secret: string; authRedirectUri: string; crmName?: string } | null
  installations: Installation[]
  /** Keys of customers that `POST /v3/migration` moved. */
  migratedKeys: string[]
}

function byId<Item>(items: readonly Item[], id: (item: Item) => string): Map<string, Item> {
  return new Map(items.map((item) => [id(item), structuredClone(item)]))
}

const noSubscription = (): EmulatedSubscription => ({
  webhooksUri: null,
  subscriptions: {
    messagesAndStatuses: false,
    contactsAndDealsCreation: false,
    channelsUpdates: false,
    templateStatus: false,
  },
})

/** Builds a fresh state; the seed is copied, so a second emulator from the same seed starts equal. */
export function createState(given: Partial<Seed>): State {
  const seed: Seed = { ...defaultSeed, ...given }
  return {
    channels: byId(seed.channels, ({ channelId }) => channelId),
    users: byId(seed.users, ({ id }) => id),
    contacts: byId(seed.contacts, ({ id }) => id),
    deals: byId(seed.deals, ({ id }) => id),
    pipelines: byId(seed.pipelines, ({ id }) => id),
    templates: byId(seed.templates, ({ templateGuid }) => templateGuid),
    incoming: byId(seed.incoming, ({ messageId }) => messageId),
    waiting: structuredClone([...seed.waiting]),
    messages: new Map(),
    clients: new Map(),
    subscriptions: { api: noSubscription(), sidecar: noSubscription() },
    crmKey: null,
    marketplace: null,
    installations: [],
    migratedKeys: [],
  }
}
