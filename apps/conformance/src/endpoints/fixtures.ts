import type { Wazzup } from '@wazzup-kit/core'
import type { Marketplace } from '@wazzup-kit/core/marketplace'

/** What one call has to look like on the wire, and what its documented answer reads as. */
export interface Fixture {
  /** Section of the API dossier (wazzup-api.md), where the public page is named. */
  section: string
  /** `noun.verb` */
  endpoint: string
  call(wazzup: Wazzup, marketplace: Marketplace): PromiseLike<unknown>
  request: {
    method: string
    path: string
    query?: Record<string, string>
    body?: unknown
    key: 'apiKey' | 'partnerKey' | 'none'
  }
  /** Status and body as documented; a string is sent as it is. */
  answer: { status: number; body: unknown }
  /** What the caller gets. */
  result: unknown
}

const channelId = 'e0629e11-0f67-4567-92a9-2237e91ec1b9'
const messageId = '6f1b3c67-3008-488b-9abc-12fcac6de134'
const userId = '2e0df379-0e3c-470f-9b36-06b9e34c3bdb'

const user = { id: userId, name: 'Jane Doe', phone: '79011112233' }
const contact = {
  id: '1a2b',
  responsibleUserId: userId,
  name: 'John Smith',
  contactData: [{ chatType: 'whatsapp', chatId: '79011112233' }],
  uri: 'https://crm.example/contacts/1a2b',
}
const deal = {
  id: '77',
  responsibleUserId: userId,
  name: 'Three chairs',
  uri: 'https://crm.example/deals/77',
  contacts: ['1a2b'],
  closed: false,
}
const pipeline = { id: '1', name: 'Sales', stages: [{ id: '10', name: 'New' }] }
const flags = {
  messagesAndStatuses: true,
  contactsAndDealsCreation: false,
  channelsUpdates: true,
  templateStatus: false,
}

/** One for every endpoint; a test fails when one is missing. */
export const fixtures: readonly Fixture[] = [
  {
    section: '1.3',
    endpoint: 'channels.list',
    call: (wazzup) => wazzup.channels.list(),
    request: { method: 'GET', path: '/v3/channels', key: 'apiKey' },
    answer: {
      status: 200,
      body: [{ channelId, transport: 'whatsapp', plainId: '79865784457', state: 'active' }],
    },
    result: [{ channelId, transport: 'whatsapp', plainId: '79865784457', state: 'active' }],
  },
  {
    section: '1.4',
    endpoint: 'messages.send',
    call: (wazzup) =>
      wazzup.messages.send({
        channelId,
        refMessageId: '61e5a375-1760-452f-ad73-5318844ffc4f',
        crmUserId: 'string-user-id',
        crmMessageId: 'string-crm-message-id',
        chatId: '79999999999',
        chatType: 'whatsapp',
        text: 'message text',
        clearUnanswered: false,
        buttonsObject: { buttons: [{ text: 'Yes', type: 'text', payload: 'yes' }] },
      }),
    request: {
      method: 'POST',
      path: '/v3/message',
      body: {
        channelId,
        refMessageId: '61e5a375-1760-452f-ad73-5318844ffc4f',
        crmUserId: 'string-user-id',
        crmMessageId: 'string-crm-message-id',
        chatId: '79999999999',
        chatType: 'whatsapp',
        text: 'message text',
        clearUnanswered: false,
        buttonsObject: { buttons: [{ text: 'Yes', type: 'text', payload: 'yes' }] },
      },
      key: 'apiKey',
    },
    answer: { status: 201, body: { messageId: 'f66c53a6-957a-46b2-b41b-5a2ef4844bcb', chatId: '79999999999' } },
    result: {
      messageId: 'f66c53a6-957a-46b2-b41b-5a2ef4844bcb',
      chatId: '79999999999',
      crmMessageId: 'string-crm-message-id',
      repeated: false,
    },
  },
  {
    section: '1.5',
    endpoint: 'messages.edit',
    call: (wazzup) => wazzup.messages.edit({ messageId, text: 'Updated message text', crmUserId: userId }),
    request: {
      method: 'PATCH',
      path: `/v3/message/${messageId}`,
      body: { text: 'Updated message text', crmUserId: userId },
      key: 'apiKey',
    },
    answer: { status: 200, body: '' },
    result: undefined,
  },
  {
    section: '1.6',
    endpoint: 'messages.delete',
    call: (wazzup) => wazzup.messages.delete({ messageId }),
    request: { method: 'DELETE', path: `/v3/message/${messageId}`, key: 'apiKey' },
    answer: { status: 200, body: '' },
    result: undefined,
  },
  {
    section: '1.7',
    endpoint: 'users.list',
    call: (wazzup) => wazzup.users.list(),
    request: { method: 'GET', path: '/v3/users', key: 'apiKey' },
    answer: { status: 200, body: [user] },
    result: [user],
  },
  {
    section: '1.7',
    endpoint: 'users.get',
    call: (wazzup) => wazzup.users.get({ id: userId }),
    request: { method: 'GET', path: `/v3/users/${userId}`, key: 'apiKey' },
    answer: { status: 200, body: user },
    result: user,
  },
  {
    section: '1.7',
    endpoint: 'users.save',
    call: (wazzup) => wazzup.users.save({ users: [user] }),
    request: { method: 'POST', path: '/v3/users', body: [user], key: 'apiKey' },
    answer: { status: 200, body: '' },
    result: undefined,
  },
  {
    section: '1.7',
    endpoint: 'users.delete',
    call: (wazzup) => wazzup.users.delete({ id: 'a/b ?#ü' }),
    request: { method: 'DELETE', path: '/v3/users/a%2Fb%20%3F%23%C3%BC', key: 'apiKey' },
    answer: { status: 200, body: '' },
    result: undefined,
  },
  {
    section: '1.7',
    endpoint: 'users.deleteMany',
    call: (wazzup) => wazzup.users.deleteMany({ ids: [userId, 'nobody'] }),
    request: { method: 'PATCH', path: '/v3/users/bulk_delete', body: [userId, 'nobody'], key: 'apiKey' },
    answer: { status: 200, body: ['nobody'] },
    result: ['nobody'],
  },
  {
    section: '1.8',
    endpoint: 'contacts.list',
    call: (wazzup) => wazzup.contacts.list({ offset: 100 }),
    request: { method: 'GET', path: '/v3/contacts', query: { offset: '100' }, key: 'apiKey' },
    answer: { status: 200, body: { count: 101, data: [contact] } },
    result: { count: 101, data: [contact] },
  },
  {
    section: '1.8',
    endpoint: 'contacts.get',
    call: (wazzup) => wazzup.contacts.get({ id: '1a2b' }),
    request: { method: 'GET', path: '/v3/contacts/1a2b', key: 'apiKey' },
    answer: { status: 200, body: contact },
    result: contact,
  },
  {
    section: '1.8',
    endpoint: 'contacts.save',
    call: (wazzup) => wazzup.contacts.save({ contacts: [contact] }),
    request: { method: 'POST', path: '/v3/contacts', body: [contact], key: 'apiKey' },
    answer: { status: 200, body: '' },
    result: undefined,
  },
  {
    section: '1.8',
    endpoint: 'contacts.delete',
    call: (wazzup) => wazzup.contacts.delete({ id: '1a2b' }),
    request: { method: 'DELETE', path: '/v3/contacts/1a2b', key: 'apiKey' },
    answer: { status: 200, body: '' },
    result: undefined,
  },
  {
    section: '1.8',
    endpoint: 'contacts.deleteMany',
    call: (wazzup) => wazzup.contacts.deleteMany({ ids: ['1a2b'] }),
    request: { method: 'PATCH', path: '/v3/contacts/bulk_delete', body: ['1a2b'], key: 'apiKey' },
    answer: { status: 200, body: [] },
    result: [],
  },
  {
    section: '1.9',
    endpoint: 'deals.list',
    call: (wazzup) => wazzup.deals.list(),
    request: { method: 'GET', path: '/v3/deals', key: 'apiKey' },
    // The list documents no `closed`; the id is typed as a number.
    answer: { status: 200, body: { count: 1, data: [{ ...deal, id: 77, closed: undefined }] } },
    result: { count: 1, data: [{ ...deal, id: '77', closed: undefined }] },
  },
  {
    section: '1.9',
    endpoint: 'deals.get',
    call: (wazzup) => wazzup.deals.get({ id: '77' }),
    request: { method: 'GET', path: '/v3/deals/77', key: 'apiKey' },
    answer: { status: 200, body: deal },
    result: deal,
  },
  {
    section: '1.9',
    endpoint: 'deals.save',
    call: (wazzup) => wazzup.deals.save({ deals: [deal] }),
    request: { method: 'POST', path: '/v3/deals', body: [deal], key: 'apiKey' },
    answer: { status: 200, body: '' },
    result: undefined,
  },
  {
    section: '1.9',
    endpoint: 'deals.delete',
    call: (wazzup) => wazzup.deals.delete({ id: '77' }),
    request: { method: 'DELETE', path: '/v3/deals/77', key: 'apiKey' },
    answer: { status: 200, body: '' },
    result: undefined,
  },
  {
    section: '1.9',
    endpoint: 'deals.deleteMany',
    call: (wazzup) => wazzup.deals.deleteMany({ ids: ['77'] }),
    request: { method: 'PATCH', path: '/v3/deals/bulk_delete', body: ['77'], key: 'apiKey' },
    answer: { status: 200, body: [] },
    result: [],
  },
  {
    section: '1.10',
    endpoint: 'pipelines.list',
    call: (wazzup) => wazzup.pipelines.list(),
    request: { method: 'GET', path: '/v3/pipelines', key: 'apiKey' },
    answer: { status: 200, body: [pipeline] },
    result: [pipeline],
  },
  {
    section: '1.10',
    endpoint: 'pipelines.save',
    call: (wazzup) => wazzup.pipelines.save({ pipelines: [pipeline, { id: '2', name: 'Support' }] }),
    request: { method: 'POST', path: '/v3/pipelines', body: [pipeline, { id: '2', name: 'Support' }], key: 'apiKey' },
    answer: { status: 200, body: '' },
    result: undefined,
  },
  {
    section: '1.11',
    endpoint: 'templates.list',
    call: (wazzup) => wazzup.templates.list({ limit: 10, offset: 0 }),
    request: { method: 'GET', path: '/v3/templates/whatsapp', query: { limit: '10', offset: '0' }, key: 'apiKey' },
    answer: {
      status: 200,
      body: [
        {
          templateGuid: 'g',
          status: 'approved',
          templateCode: '@template: g { [[name]] }',
          components: [{ type: 'BODY', text: 'Hello {{1}}' }],
        },
      ],
    },
    result: [
      {
        templateGuid: 'g',
        status: 'APPROVED',
        templateCode: '@template: g { [[name]] }',
        components: [{ type: 'BODY', text: 'Hello {{1}}' }],
      },
    ],
  },
  {
    section: '1.12',
    endpoint: 'chatWindow.get',
    call: (wazzup) =>
      wazzup.chatWindow.get({
        user: { id: userId, name: 'Jane Doe' },
        scope: 'card',
        filter: [{ chatType: 'whatsapp', chatId: '79011112233', name: 'John' }],
        activeChat: { channelId, chatType: 'whatsapp', chatId: '79011112233' },
        options: { useDealsEvents: true, useMessageEvents: true },
      }),
    request: {
      method: 'POST',
      path: '/v3/iframe',
      body: {
        user: { id: userId, name: 'Jane Doe' },
        scope: 'card',
        filter: [{ chatType: 'whatsapp', chatId: '79011112233', name: 'John' }],
        activeChat: { channelId, chatType: 'whatsapp', chatId: '79011112233' },
        options: { useDealsEvents: true, useMessageEvents: true },
      },
      key: 'apiKey',
    },
    answer: { status: 200, body: { url: 'https://12345678.wazzup24.com/chat/guid?token=t' } },
    result: { url: 'https://12345678.wazzup24.com/chat/guid?token=t' },
  },
  {
    section: '1.13',
    endpoint: 'unanswered.get',
    call: (wazzup) => wazzup.unanswered.get({ userId }),
    request: { method: 'GET', path: `/v3/unanswered/${userId}`, key: 'apiKey' },
    answer: { status: 200, body: { counterV2: 2, type: 'red', lastMsgDateTime: '2025-05-06T14:16:00.002Z' } },
    result: { counterV2: 2, type: 'red', lastMsgDateTime: '2025-05-06T14:16:00.002Z' },
  },
  {
    section: '1.13',
    endpoint: 'unanswered.getHost',
    call: (wazzup) => wazzup.unanswered.getHost(),
    request: { method: 'GET', path: '/counters/ws_host/api_v3/{apiKey}', key: 'none' },
    answer: { status: 200, body: { host: 'https://ws.example' } },
    result: { host: 'https://ws.example' },
  },
  {
    section: '1.14',
    endpoint: 'subscription.get',
    call: (wazzup) => wazzup.subscription.get(),
    request: { method: 'GET', path: '/v3/webhooks', key: 'apiKey' },
    answer: {
      status: 200,
      body: {
        webhooksUri: 'https://example.com/hook',
        subscriptions: {
          messagesAndStatuses: 'true',
          contactsAndDealsCreation: 'false',
          channelsUpdates: true,
          wabaTemplatesStatus: true,
        },
      },
    },
    result: {
      webhooksUri: 'https://example.com/hook',
      subscriptions: { ...flags, templateStatus: true },
    },
  },
  {
    section: '1.14',
    endpoint: 'subscription.set',
    call: (wazzup) => wazzup.subscription.set({ webhooksUri: 'https://example.com/hook?key=1', subscriptions: flags }),
    request: {
      method: 'PATCH',
      path: '/v3/webhooks',
      body: { webhooksUri: 'https://example.com/hook?key=1', subscriptions: flags },
      key: 'apiKey',
    },
    // As the page prints it: not JSON.
    answer: { status: 200, body: '{ ok }' },
    result: undefined,
  },
  {
    section: '1.15',
    endpoint: 'marketplace.save',
    call: (_, { marketplace }) => marketplace.save({ crmCode: 'my_crm', secret: 's3cret', authRedirectUri: '' }),
    request: {
      method: 'POST',
      path: '/v3/marketplace',
      body: { crmCode: 'my_crm', secret: 's3cret', authRedirectUri: '' },
      key: 'partnerKey',
    },
    answer: { status: 200, body: '' },
    result: undefined,
  },
  {
    section: '1.15',
    endpoint: 'marketplace.describe',
    call: (_, { marketplace }) =>
      marketplace.describe({ crmName: 'My-CRM', logo: { name: 'l.svg', content: 'PHN2Zz4=' } }),
    request: {
      method: 'PATCH',
      path: '/v3/marketplace',
      body: { crmName: 'My-CRM', logo: { name: 'l.svg', content: 'PHN2Zz4=' } },
      key: 'partnerKey',
    },
    answer: { status: 200, body: '' },
    result: undefined,
  },
  {
    section: '1.15',
    endpoint: 'wauth.simulate',
    call: (_, { wauth }) => wauth.simulate({ type: 'my_crm', domain: 'https://crm.example' }),
    request: {
      method: 'POST',
      path: '/v3/wauth',
      body: { type: 'my_crm', domain: 'https://crm.example' },
      key: 'partnerKey',
    },
    answer: { status: 200, body: '' },
    result: undefined,
  },
  {
    section: '1.15',
    endpoint: 'wauth.connect',
    call: (_, { wauth }) => wauth.connect({ state: 'jwt', secret: 's3cret', crmKey: 'crm-key', name: 'Shop' }),
    request: {
      method: 'POST',
      path: '/v3/connect',
      body: { state: 'jwt', secret: 's3cret', crmKey: 'crm-key', name: 'Shop' },
      key: 'none',
    },
    answer: { status: 200, body: { data: 'c8cf90444023482f909520d454368d27' } },
    result: { data: 'c8cf90444023482f909520d454368d27' },
  },
  {
    section: '1.16',
    endpoint: 'migration.migrate',
    call: (_, { migration }) =>
      migration.migrate({
        clientApiKey: 'client-key',
        webhooksUri: 'https://example.com/hook',
        subscriptions: { messagesAndStatuses: true, contactsAndDealsCreation: true },
      }),
    request: {
      method: 'POST',
      path: '/v3/migration',
      body: {
        clientApiKey: 'client-key',
        webhooksUri: 'https://example.com/hook',
        subscriptions: { messagesAndStatuses: true, contactsAndDealsCreation: true },
      },
      key: 'partnerKey',
    },
    answer: { status: 200, body: '' },
    result: undefined,
  },
]
