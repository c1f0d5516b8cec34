import { defaultSeed } from './entities/default-seed.ts'
import { dialogKey, openDialog } from './dialogs.ts'
import type {
  EmulatedSubscription,
  EmulatedSubscriptions,
  Installation,
  MarketplaceEntry,
} from './entities/connections.ts'
import type { EmulatedChatWindow } from './entities/chat-windows.ts'
import type { Dialog, EmulatedIncoming, WaitingChat } from './entities/conversations.ts'
import type {
  EmulatedChannel,
  EmulatedContact,
  EmulatedDeal,
  EmulatedOperator,
  EmulatedPipeline,
  EmulatedTemplate,
  EmulatedUser,
} from './entities/entities.ts'
import type { Seed } from './entities/seed.ts'
import type { SendOutcome } from './send-outcome.ts'
import { defaultSettings, type Settings } from './settings.ts'
import type { WebhookContact, WebhookMessage } from '../webhooks/message-items.ts'

/** Contents of the emulated account. You may read and change it; the next request sees the change. */
export interface State {
  /** By `channelId`. For example, `state.channels.get(id).state = 'notEnoughMoney'` makes a channel reject sends. */
  channels: Map<string, EmulatedChannel>
  /** Employees of the CRM, by `id`. */
  users: Map<string, EmulatedUser>
  /** Roles of users, by `userId`. A user who is not listed is a sales rep and receives new customers. */
  operators: Map<string, EmulatedOperator>
  /** Customers in the CRM, by `id`. */
  contacts: Map<string, EmulatedContact>
  /** Deals of the CRM, by `id`. */
  deals: Map<string, EmulatedDeal>
  /** Sales funnels of the CRM, by `id`. */
  pipelines: Map<string, EmulatedPipeline>
  /** WABA templates, by `templateGuid`. */
  templates: Map<string, EmulatedTemplate>
  /** Messages of customers, by `messageId`. They can be quoted. */
  incoming: Map<string, EmulatedIncoming>
  /** Dialogs in which the customer waits for a reply, by `channelId/chatType/chatId`. */
  waiting: Map<string, WaitingChat>
  /** Histories of chats, by `channelId/chatType/chatId`. They decide whether the account may write. */
  dialogs: Map<string, Dialog>
  /** Chat ids, phones and usernames that the messengers do not know. */
  unreachable: Set<string>
  /** Outcomes of the next accepted sends, in order. When it is empty, the rules decide. */
  nextOutcomes: SendOutcome[]
  /** Settings of the account. You may change them; the next request sees the change. */
  settings: Settings
  /** How many new customers were assigned in turn. */
  turns: number
  /** All messages of all chats in their current form, by `messageId`. */
  messages: Map<string, WebhookMessage>
  /** Customers who have written, by `chatType/chatId`. */
  customers: Map<string, WebhookContact>
  /** Subscriptions of the API key and of the sidecar key. */
  subscriptions: EmulatedSubscriptions
  /** Set by `POST /v3/connect`; webhooks then have it as a bearer token. Null before. */
  crmKey: string | null
  /** The entry in the marketplace, created by `POST /v3/marketplace`; null before. */
  marketplace: MarketplaceEntry | null
  /** Installations that were opened by `POST /v3/wauth`, in order. */
  installations: Installation[]
  /** Chat windows that were opened, by the id in their address. */
  chatWindows: Map<string, EmulatedChatWindow>
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

function pickSettings(given: Settings): Settings {
  const names = Object.keys(defaultSettings) as (keyof Settings)[]
  return Object.fromEntries(names.map((name) => [name, given[name]])) as unknown as Settings
}

/** Returns the dialogs of these messages, with the time of the last one. */
function dialogsOf(incoming: readonly EmulatedIncoming[], now: number): State['dialogs'] {
  const dialogs: State['dialogs'] = new Map()
  for (const { at = now, ...chat } of incoming) {
    const dialog = openDialog(dialogs, chat)
    dialog.customerWroteAt = Math.max(at, dialog.customerWroteAt ?? at)
  }
  return dialogs
}

/** Creates a new state. The seed is copied, so emulators created from one seed share nothing. */
export function createState(given: Partial<Seed & Settings>, now: number): State {
  const seed: Seed & Settings = { ...defaultSeed, ...defaultSettings, ...given }
  return {
    channels: byId(seed.channels, ({ channelId }) => channelId),
    users: byId(seed.users, ({ id }) => id),
    operators: byId(seed.operators, ({ userId }) => userId),
    contacts: byId(seed.contacts, ({ id }) => id),
    deals: byId(seed.deals, ({ id }) => id),
    pipelines: byId(seed.pipelines, ({ id }) => id),
    templates: byId(seed.templates, ({ templateGuid }) => templateGuid),
    incoming: byId(seed.incoming, ({ messageId }) => messageId),
    waiting: byId(seed.waiting, dialogKey),
    dialogs: dialogsOf(seed.incoming, now),
    unreachable: new Set(seed.unreachable),
    nextOutcomes: [],
    settings: pickSettings(seed),
    turns: 0,
    messages: new Map(),
    customers: new Map(),
    subscriptions: { api: noSubscription(), sidecar: noSubscription() },
    crmKey: null,
    marketplace: null,
    installations: [],
    chatWindows: new Map(),
    migratedKeys: [],
  }
}
