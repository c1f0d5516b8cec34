import { getTransportFacts } from '@wazzup-kit/core/messengers'
import { docUrls, transports } from '@wazzup-kit/core/schemas'
import { rule } from '../../rules/rule.ts'
import type { EmulatedChannel, EmulatedTemplate, Transport } from './entities.ts'
import type { Seed } from './seed.ts'

function channelIdOf(position: number): string {
  return `c0000000-0000-4000-8000-${String(position + 1).padStart(12, '0')}`
}

/**
 * Ids of the default channels, one for each transport: `channelIds.whatsapp`, `channelIds.wapi` ... They
 * never change.
 */
export const channelIds = Object.fromEntries(
  transports.map((transport, position) => [transport, channelIdOf(position)]),
) as Readonly<Record<Transport, string>>

/**
 * Chats of the default channels whose customer wrote just before the start, by transport: `chatIds.telegram` ... On
 * Instagram, VK, Avito and through bots an account cannot write to a customer who has not written.
 */
export const chatIds: Readonly<Record<Transport, string>> = {
  whatsapp: '79000000201',
  wapi: '79000000201',
  instagram: 'clara',
  tgapi: '500000201',
  telegram: '500000201',
  vk: '600000201',
  avito: 'avito-201',
  viber: '79000000201',
  max: '700000201',
  maxbot: '700000201',
}

/** Number of the account in Wazzup: part of templates and of the `state` of an installation. */
export const ACCOUNT_ID = 10_000_001

/** Numbers, usernames and chat ids that the messengers do not know: a send to them fails by webhook. */
const unreachable = ['79000000404', 'unknown', '500000404']

/** Phone numbers on WhatsApp, WABA and Viber, account names elsewhere. */
function plainIdOf(transport: Transport, position: number): string {
  const byPhone: readonly Transport[] = ['whatsapp', 'wapi', 'viber', 'tgapi', 'max']
  return byPhone.includes(transport) ? `7900000000${position}` : `emulated_${transport}`
}

const buildChannels = rule(
  {
    id: 'channels/transports',
    sentence:
      'By default there is one channel of each transport that is documented for v3. A channel of another transport, for example `cian` of the partner API, can be added, and supports every chat type.',
    docUrl: docUrls.channels,
    basis: 'our assumption',
    option: 'channels',
  },
  (): EmulatedChannel[] =>
    transports.map((transport, position) => ({
      channelId: channelIds[transport],
      transport,
      plainId: plainIdOf(transport, position),
      state: 'active',
      name: `Emulated ${transport}`,
    })),
)

const greetingId = '70000000-0000-4000-8000-000000000001'
const rejectedId = '70000000-0000-4000-8000-000000000002'
const receiptId = '70000000-0000-4000-8000-000000000003'

/** Ids of the default WABA templates, for `templateId` in `messages.send`. They never change. */
export const templateIds = {
  /**
   * Approved, with two variables: `[[order]]` in the header and `[[name]]` in the body. It has a button.
   */
  greeting: greetingId,
  /**
   * Rejected by the moderation, so that a send of it is rejected. It has no variables.
   */
  rejected: rejectedId,
  /**
   * Approved, with the variable `[[name]]` in the body. It has an image as header, a footer and a button with a link.
   */
  receipt: receiptId,
} as const

const templates: EmulatedTemplate[] = [
  {
    templateGuid: greetingId,
    title: 'Greeting',
    name: 'greeting',
    status: 'APPROVED',
    category: 'UTILITY',
    language: 'en',
    templateCode: `@template: ${greetingId} { [[order]]; [[name]] }`,
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
      { type: 'BODY', text: 'Hello {{1}}, your order is ready.' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Thank you' }] },
    ],
  },
  {
    templateGuid: rejectedId,
    title: 'Rejected',
    name: 'rejected',
    status: 'REJECTED',
    category: 'MARKETING',
    language: 'en',
    templateCode: `@template: ${rejectedId} { }`,
    components: [{ type: 'BODY', text: 'Buy now!' }],
  },
  {
    templateGuid: receiptId,
    title: 'Receipt',
    name: 'receipt',
    status: 'APPROVED',
    category: 'UTILITY',
    language: 'en',
    templateCode: `@template: ${receiptId} { [[name]] }`,
    components: [
      { type: 'HEADER', format: 'IMAGE', example: ['https://crm.example/receipt.png'] },
      { type: 'BODY', text: 'Here is your receipt, {{1}}.', example: ['Clara'] },
      { type: 'FOOTER', text: 'You need not answer.' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Open the order', url: 'https://crm.example/orders' }] },
    ],
  },
]

/**
 * Default contents of an emulator: one channel of each kind and a few entities that refer to each other.
 */
export const defaultSeed: Seed = {
  channels: buildChannels(),
  users: [
    { id: 'user-1', name: 'Ann', phone: '79000000101' },
    { id: 'user-2', name: 'Boris' },
  ],
  contacts: [
    {
      id: 'contact-1',
      responsibleUserId: 'user-1',
      name: 'Clara',
      contactData: [{ chatType: 'whatsapp', chatId: '79000000201' }],
      uri: 'https://crm.example/contacts/contact-1',
    },
  ],
  deals: [
    {
      id: 'deal-1',
      responsibleUserId: 'user-1',
      name: 'First deal',
      uri: 'https://crm.example/deals/deal-1',
      contacts: ['contact-1'],
      closed: false,
    },
  ],
  pipelines: [{ id: 'pipeline-1', name: 'Sales', stages: [{ id: 'stage-1', name: 'New' }] }],
  templates,
  incoming: transports.map((transport, position) => ({
    messageId: `a0000000-0000-4000-8000-${String(position + 1).padStart(12, '0')}`,
    channelId: channelIds[transport],
    chatType: getTransportFacts(transport)?.chatTypes.value[0] ?? transport,
    chatId: chatIds[transport],
  })),
  waiting: [],
  operators: [],
  unreachable,
}

/** Functions of this file that implement rules. */
export const seedRules = [buildChannels]
