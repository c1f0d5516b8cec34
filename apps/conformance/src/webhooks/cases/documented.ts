import type { EventKind } from '@wazzup-kit/core'
import { delivery, seenBy, type Case, type Expected } from '../case.ts'
import { channelId, delivered, inbound, outgoing } from '../odd-deliveries/odd-delivery.ts'

// All forms are from Wazzup's page on webhooks: https://wazzup24.ru/help/api-ru/webhooks-2/

const chatTypes = 'whatsapp whatsgroup viber instagram telegram telegroup vk avito max maxgroup'.split(' ')
const types = 'text image audio video document vcard geo wapi_template unsupported missing_call unknown system'.split(
  ' ',
)
const statuses = ['sent', 'delivered', 'read', 'error', 'edited']
const states = 'active disabled qr phoneUnavailable openElsewhere notEnoughMoney unauthorized'.split(' ')
const tiers = ['TIER_0', 'TIER_1K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED']
const templateStatuses = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED']

const kindsOfTypes: Readonly<Record<string, EventKind>> = { missing_call: 'missedCall', system: 'system' }

const timestamp = 1794147360002
const moment = '2026-11-08T14:16:00.002Z'
const template = { templateGuid: '1c6b2b6e-0000-4000-8000-000000000000', name: 'order_ready' }

const instPost = {
  id: '2634',
  src: 'https://store.wazzup24.com/p',
  sha1: 'a9993e36',
  likes: 3,
  author: 'shop',
  comments: 1,
  timestamp,
  updatedAt: timestamp,
  description: 'New',
}

const everything = {
  messages: [inbound, outgoing, { ...inbound, isEdited: true }, { ...inbound, isDeleted: true }],
  statuses: statuses.map((status) => ({ ...delivered, status })),
  channelsUpdates: states.map((state) => ({ channelId, state, timestamp })),
  templateStatus: { ...template, status: 'APPROVED' },
}

function of(kind: EventKind, events: readonly object[]): Expected['event'][] {
  return events.map((event) => ({ ...event, kind }))
}

const cases: { title: string; body: object; events: Expected['event'][] }[] = [
  {
    title: 'a message of the customer',
    body: { messages: [inbound] },
    events: [{ ...inbound, kind: 'message', author: { is: 'customer' } }],
  },
  { title: 'an echo', body: { messages: [outgoing] }, events: [{ ...outgoing, kind: 'echo' }] },
  {
    title: 'messages of every messenger',
    body: { messages: chatTypes.map((chatType) => ({ ...inbound, chatType })) },
    events: chatTypes.map((chatType) => ({ chatType, kind: chatType.endsWith('group') ? 'groupMessage' : 'message' })),
  },
  {
    title: 'messages of every type',
    body: { messages: types.map((type) => ({ ...inbound, type })) },
    events: types.map((type) => ({ type, kind: kindsOfTypes[type] ?? 'message' })),
  },
  {
    title: 'a comment on Instagram',
    body: { messages: [{ ...inbound, chatType: 'instagram', instPost }] },
    events: [
      { kind: 'message', chatType: 'instagram', instPost: { ...instPost, timestamp: moment, updatedAt: moment } },
    ],
  },
  {
    title: 'a message of Avito',
    body: { messages: [{ ...inbound, chatType: 'avito', avitoProfileId: '5', advert: { title: 'Sofa' } }] },
    events: [{ kind: 'message', avitoProfileId: '5', advert: { title: 'Sofa' } }],
  },
  {
    title: 'a message that quotes another one',
    body: { messages: [{ ...inbound, quotedMessage: { messageId: 'a', text: 'before' } }] },
    events: [{ kind: 'message', quotedMessageId: 'a', quotedMessage: { messageId: 'a', text: 'before' } }],
  },
  {
    title: 'text with any characters',
    body: { messages: [{ ...inbound, text: 'Привет, 世界 👋🏽 "quoted"\n\u0000\u2028\ud800' }] },
    events: [{ kind: 'message', text: 'Привет, 世界 👋🏽 "quoted"\n\u0000\u2028\ud800' }],
  },
  {
    title: 'every status',
    body: { statuses: everything.statuses },
    events: of(
      'status',
      statuses.map((status) => ({ status })),
    ),
  },
  {
    title: 'every state of a channel',
    body: { channelsUpdates: everything.channelsUpdates },
    events: of(
      'channel',
      states.map((state) => ({ channelId, state, timestamp: moment })),
    ),
  },
  {
    title: 'a QR code',
    body: { channelsUpdates: [{ channelId, state: 'qr', qr: 'data:image/png;base64,iVBORw0KGgo=', timestamp }] },
    events: [{ kind: 'channel', state: 'qr', qr: 'data:image/png;base64,iVBORw0KGgo=' }],
  },
  {
    title: 'every tier of WABA',
    body: { channelsUpdates: tiers.map((tier) => ({ channelId, state: 'active', tier, timestamp })) },
    events: of(
      'channel',
      tiers.map((tier) => ({ tier })),
    ),
  },
  ...templateStatuses.map((status) => ({
    title: `the template status ${status}`,
    body: { templateStatus: { ...template, status } },
    events: of('template', [{ ...template, status }]),
  })),
  {
    title: 'all kinds of items in one body, in order',
    body: everything,
    events: [
      ...(['message', 'echo', 'messageEdited', 'messageDeleted'] as const).map((kind) => ({ kind })),
      ...of(
        'status',
        statuses.map((status) => ({ status })),
      ),
      ...of(
        'channel',
        states.map((state) => ({ state })),
      ),
      { kind: 'template' },
    ],
  },
  {
    title: 'a thousand messages, in order',
    body: { messages: Array.from({ length: 1_000 }, (_, index) => ({ ...inbound, messageId: `m-${index}` })) },
    events: of(
      'message',
      Array.from({ length: 1_000 }, (_, index) => ({ messageId: `m-${index}` })),
    ),
  },
]

/** The documented forms. */
export const documentedCases: readonly Case[] = cases.map(({ title, body, events }) => ({
  title: `reads ${title}`,
  request: delivery(body),
  status: 200,
  saw: seenBy(events),
}))
