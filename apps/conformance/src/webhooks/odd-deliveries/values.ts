import { channelId, delivered, inbound, oddMessage, outgoing, type OddDelivery } from './odd-delivery.ts'

const { messageId } = inbound
const anna = { name: 'Anna', phone: '79011112233', messengerChatId: '79011112233@c.us' }

const optional = `avitoProfileId type contact contentUri error authorName authorId instPost interactive quotedMessage
  sentFromApp isEdited isDeleted oldInfo advert`.split(/\s+/)

/** Values that differ from the documented ones. */
export const values: readonly OddDelivery[] = [
  oddMessage(
    'reads a contact with messengerChatId and phone on WhatsApp',
    'observed in production',
    { ...inbound, contact: anna },
    {
      kind: 'message',
      contact: anna,
    },
  ),
  {
    title: 'keeps milliseconds that count the messages of one minute, as personal WhatsApp sends them',
    source: 'observed in production',
    body: { messages: [3, 1, 2].map((count) => ({ ...inbound, dateTime: `2026-11-06T14:16:00.00${count}Z` })) },
    events: [3, 1, 2].map((count) => ({ kind: 'message', dateTime: `2026-11-06T14:16:00.00${count}Z` })),
  },
  oddMessage(
    'reads a message that is ten days late',
    'observed in production',
    { ...inbound, dateTime: '2026-10-27T14:16:00.002Z' },
    {
      kind: 'message',
      dateTime: '2026-10-27T14:16:00.002Z',
    },
  ),
  {
    title: 'reads ids that are not UUIDs',
    source: 'the page on webhooks',
    body: {
      messages: [{ ...inbound, messageId: '2222-abc', channelId: 'channel one' }],
      statuses: [{ ...delivered, messageId: 'f7cdb4e6-f6a6-4c4c-ba6c' }],
    },
    events: [
      { kind: 'message', messageId: '2222-abc', channelId: 'channel one' },
      { kind: 'status', messageId: 'f7cdb4e6-f6a6-4c4c-ba6c' },
    ],
  },
  oddMessage(
    'reads a sticker as an image with a .was file',
    'the page on webhooks',
    { ...inbound, type: 'image', text: null, contentUri: 'https://store.wazzup24.com/a/?filename=b.was' },
    { kind: 'message', type: 'image', contentUri: 'https://store.wazzup24.com/a/?filename=b.was' },
  ),
  oddMessage(
    'reads a pressed WABA button as the text "0"',
    'observed in production',
    { ...inbound, text: '0' },
    { kind: 'message', text: '0' },
  ),
  {
    title: 'converts numbers to text where text is documented',
    source: 'in public tests',
    body: {
      messages: [{ ...inbound, messageId: 4711, chatId: 79011112233, text: 0, dateTime: 1794147360002 }],
      statuses: [{ messageId: 4712, timestamp: 1794147360002, status: 'read' }],
      channelsUpdates: [{ channelId: 5, state: 'active', timestamp: '1794147360002' }],
      templateStatus: { templateGuid: 6, name: 7, status: 'approved' },
    },
    events: [
      { kind: 'message', messageId: '4711', chatId: '79011112233', text: '0', dateTime: '2026-11-08T14:16:00.002Z' },
      { kind: 'status', messageId: '4712', timestamp: '2026-11-08T14:16:00.002Z' },
      { kind: 'channel', channelId: '5', timestamp: '2026-11-08T14:16:00.002Z' },
      { kind: 'template', templateGuid: '6', name: '7', status: 'APPROVED' },
    ],
  },
  oddMessage(
    'reads a message with null for every optional field',
    'observed in production',
    { ...inbound, ...Object.fromEntries(optional.map((field) => [field, null])) },
    { kind: 'message', text: 'hello' },
  ),
  oddMessage(
    'reads a contact with null for every field',
    'observed in production',
    { ...inbound, contact: { name: null, phone: null } },
    {
      kind: 'message',
    },
  ),
  {
    title: 'reads enum values in upper case',
    source: 'in public tests',
    body: {
      messages: [{ ...inbound, chatType: 'WHATSAPP', type: 'TEXT', status: 'INBOUND' }],
      statuses: [{ ...delivered, status: 'DELIVERED' }],
      channelsUpdates: [{ channelId, state: 'OPENELSEWHERE', timestamp: 1794147360002 }],
    },
    events: [
      { kind: 'message', chatType: 'whatsapp', type: 'text', status: 'inbound' },
      { kind: 'status', status: 'delivered' },
      { kind: 'channel', state: 'openElsewhere' },
    ],
  },
  ...[
    { title: 'without a time zone as UTC', dateTime: '2026-11-06T14:16:00.002', read: '2026-11-06T14:16:00.002Z' },
    { title: 'with an offset', dateTime: '2026-11-06T17:16:00.002+03:00', read: '2026-11-06T14:16:00.002Z' },
    { title: 'with a space in place of T', dateTime: '2026-11-06 14:16:00', read: '2026-11-06T14:16:00.000Z' },
    { title: 'in seconds', dateTime: 1794147360, read: '2026-11-08T14:16:00.000Z' },
    { title: 'that is not a date as undefined', dateTime: 'yesterday', read: undefined },
  ].map(({ title, dateTime, read }) =>
    oddMessage(
      `reads a date ${title}`,
      'in public tests',
      { ...inbound, dateTime },
      { kind: 'message', dateTime: read },
    ),
  ),
  oddMessage(
    'reads a message of an unknown messenger',
    'in public tests',
    { ...inbound, chatType: 'cian' },
    {
      kind: 'message',
      chatType: 'cian',
    },
  ),
  oddMessage(
    'reads a message with an unknown type and status',
    'in public tests',
    { ...outgoing, type: 'poll', status: 'seen' },
    {
      kind: 'echo',
      type: 'poll',
      status: 'seen',
    },
  ),
  oddMessage(
    'reads isEcho and sentFromApp from text',
    'in public tests',
    { ...outgoing, isEcho: 'true', sentFromApp: 'false' },
    {
      kind: 'echo',
      messageId,
    },
  ),
  {
    title: 'reads a channel with plainId null and with unknown states, tiers and fields',
    source: 'in public tests',
    body: { channelsUpdates: [{ channelId, plainId: null, state: 'asleep', tier: 'TIER_9', qridle: true }] },
    events: [{ kind: 'channel', channelId, state: 'asleep', tier: 'TIER_9', qridle: true }],
  },
  {
    title: 'reads the status of a template in lower case',
    source: 'the page on webhooks',
    body: { templateStatus: { templateGuid: 'g', name: 'n', status: 'approved' } },
    events: [{ kind: 'template', templateGuid: 'g', status: 'APPROVED' }],
  },
]
