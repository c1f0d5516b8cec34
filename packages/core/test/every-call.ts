import { createWazzup } from '../src/index.ts'
import { createMarketplace } from '../src/marketplace.ts'
import { endpoints, marketplaceEndpoints, type Endpoint } from '../src/schemas.ts'

/** Valid inputs of the calls that need one. */
export const inputs: Record<string, unknown> = {
  'messages.send': { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi' },
  'messages.edit': { messageId: 'm', text: 'hi' },
  'messages.delete': { messageId: 'm' },
  'users.save': { users: [{ id: '1', name: 'n' }] },
  'contacts.save': { contacts: [{ id: '1', responsibleUserId: 'u', name: 'n', contactData: [] }] },
  'deals.save': { deals: [{ id: '1', responsibleUserId: 'u', name: 'n', uri: '', contacts: [], closed: false }] },
  'pipelines.save': { pipelines: [{ id: '1', name: 'n' }] },
  'chatWindow.get': { user: { id: '1' }, scope: 'global' },
  'unanswered.get': { userId: '1' },
  'subscription.set': {
    webhooksUri: 'https://example.com',
    subscriptions: {
      messagesAndStatuses: true,
      contactsAndDealsCreation: true,
      channelsUpdates: true,
      templateStatus: true,
    },
  },
  'marketplace.save': { crmCode: 'c', secret: 'secret' },
  'wauth.simulate': { type: 'c' },
  'wauth.connect': { state: 'state', secret: 'secret', crmKey: 'crm-key', name: 'n' },
  'migration.migrate': {
    clientApiKey: 'client-key',
    webhooksUri: 'https://example.com',
    subscriptions: { messagesAndStatuses: true, contactsAndDealsCreation: true },
  },
}
for (const noun of ['users', 'contacts', 'deals']) {
  inputs[`${noun}.get`] = { id: '1' }
  inputs[`${noun}.delete`] = { id: '1' }
  inputs[`${noun}.deleteMany`] = { ids: ['1'] }
}

/** Every call of the client, marketplace included. */
export const calls = Object.entries({ ...endpoints, ...marketplaceEndpoints }).flatMap(([noun, verbs]) =>
  Object.entries(verbs as Record<string, Endpoint>).map(([verb, endpoint]) => ({
    name: `${noun}.${verb}`,
    noun,
    verb,
    endpoint,
  })),
)

type AnyCall = (input: unknown) => Promise<unknown>

/** Makes a call that gets this response. */
export function callWith(response: Response, noun: string, verb: string): Promise<unknown> {
  const options = { baseUrl: 'https://api.example', fetch: async () => response, maxRetries: 0 }
  const client = {
    ...createWazzup({ apiKey: 'some-key', ...options }),
    ...createMarketplace({ partnerKey: 'some-key', ...options }),
  }
  const method = (client as unknown as Record<string, Record<string, AnyCall>>)[noun]![verb]!
  return Promise.resolve(method(inputs[`${noun}.${verb}`] ?? {}))
}
