import { describe, expect, test } from 'vitest'
import { onlyEvent, received } from '../../../test/received.ts'
import {
  bodies,
  channelUpdate,
  contactRequest,
  delivered,
  inbound,
  outgoing,
  template,
} from '../../../test/wire-items.ts'
import { eventKinds, type EventKind } from '../../index.ts'

// Shapes from Wazzup's documentation of webhooks: https://wazzup24.ru/help/api-ru/webhooks-2/

describe('an event of each kind', () => {
  test.each<[EventKind, Record<string, unknown>]>([
    ['message', { ...inbound, author: { is: 'customer', evidence: ['isEcho is false', 'status is inbound'] } }],
    ['groupMessage', { chatType: 'whatsgroup', author: { is: 'customer', evidence: expect.any(Array) } }],
    [
      'missedCall',
      { type: 'missing_call', chatId: inbound.chatId, author: { is: 'customer', evidence: expect.any(Array) } },
    ],
    ['system', { type: 'system', text: 'Messages are encrypted' }],
    ['echo', { ...outgoing, author: { is: 'operator', evidence: expect.any(Array) } }],
    ['messageEdited', { messageId: inbound.messageId, text: 'Good evening', oldInfo: { oldText: 'Good day' } }],
    ['messageDeleted', { messageId: inbound.messageId, oldInfo: { oldText: 'Good day' } }],
    ['status', delivered],
    ['channel', { ...channelUpdate, timestamp: '2025-05-06T14:16:00.002Z' }],
    ['template', { ...template, status: 'APPROVED' }],
    ['createContact', contactRequest],
    ['createDeal', bodies.createDeal.createDeal],
    ['unrecognized', { key: 'reactions', value: [{ emoji: '👍' }], issues: [] }],
  ])('%s', async (kind, fields) => {
    expect(await onlyEvent(bodies[kind])).toMatchObject({ kind, ...fields })
  })

  test('has a sample body', () => {
    expect(Object.keys(bodies).toSorted()).toEqual(eventKinds.toSorted())
  })
})

describe('a public comment whose post is missing or cannot be read has an empty `instPost`, so a bot leaves it out', () => {
  // The chat types stand in public code.
  test.each<[string, Record<string, unknown>]>([
    ['chat type instacomment', { chatType: 'instacomment' }],
    ['chat type instagramComment', { chatType: 'instagramComment', instPost: null }],
    ['a post as an address', { chatType: 'instagram', instPost: 'https://instagram.example/p/1' }],
  ])('%s', async (_, fields) => {
    const { instPost, ...message } = { ...inbound, ...fields } as Record<string, unknown>
    const given = instPost === undefined ? message : { ...message, instPost }
    expect(await onlyEvent({ messages: [given] })).toMatchObject({ kind: 'message', instPost: {} })
  })

  test.each([undefined, null, '', []])('but a private message with the post %j has none', async (instPost) => {
    const event = await onlyEvent({ messages: [{ ...inbound, chatType: 'instagram', instPost }] })
    expect(event).toMatchObject({ kind: 'message' })
    expect((event as { instPost?: object | null }).instPost || undefined).toBeUndefined()
  })
})

test('delivers messages, statuses and updates in the order of the body, each with its raw item', async () => {
  const body = {
    version: 4,
    statuses: [delivered, { ...delivered, status: 'read' }],
    messages: [inbound, outgoing],
    channelsUpdates: [channelUpdate],
    templateStatus: template,
  }
  const { events, raws, response } = await received(body)
  expect(response).toEqual({ status: 200 })
  expect(events.map(({ kind }) => kind)).toEqual([
    'unrecognized',
    'status',
    'status',
    'message',
    'echo',
    'channel',
    'template',
  ])
  expect(raws).toEqual([4, ...body.statuses, ...body.messages, channelUpdate, template])
})

test('fields of Wazzup named kind or author do not replace the fields of the event', async () => {
  const impostor = { ...outgoing, kind: 'message', author: { is: 'customer' }, key: 'x' }
  expect(await onlyEvent({ messages: [impostor] })).toMatchObject({
    kind: 'echo',
    author: { is: 'operator' },
    key: 'x',
  })
  expect(await onlyEvent({ statuses: [{ ...delivered, kind: 'message' }] })).toMatchObject({ kind: 'status' })
})

test('does not change the received item', async () => {
  const item = { ...outgoing, chatType: 'WHATSAPP', dateTime: 1_746_540_960_002, error: { error: 'BAD_CONTACT' } }
  const before = structuredClone(item)
  const { events, raws } = await received({ messages: [item] })
  expect(events[0]).toMatchObject({ chatType: 'whatsapp', error: { code: 'BAD_CONTACT' } })
  expect([item, raws[0]]).toEqual([before, before])
})

/** The numbers refer to a list of items that were observed in production (1 to 11) or in other integrations (12 and 13). */
const oddities: [string, Record<string, unknown>, Record<string, unknown>[]][] = [
  [
    '1: messengerChatId, and a phone on WhatsApp',
    { messages: [{ ...inbound, contact: { messengerChatId: '79011112233@c.us', phone: '79011112233' } }] },
    [{ kind: 'message', contact: { messengerChatId: '79011112233@c.us', phone: '79011112233' } }],
  ],
  [
    '2: times that differ by a millisecond, a message of ten days ago, repeated messages',
    {
      messages: [
        { ...inbound, dateTime: '2025-05-06T14:16:00.001Z' },
        { ...inbound, dateTime: '2025-04-26T14:16:00.001Z' },
        inbound,
        inbound,
      ],
    },
    [
      { kind: 'message', dateTime: '2025-05-06T14:16:00.001Z' },
      { kind: 'message', dateTime: '2025-04-26T14:16:00.001Z' },
      { kind: 'message' },
      { kind: 'message' },
    ],
  ],
  [
    '3: an own send by Admin, read already',
    { messages: [{ ...outgoing, authorName: 'Admin', authorId: undefined, status: 'read' }] },
    [{ kind: 'echo', author: { is: 'api' }, status: 'read' }],
  ],
  [
    '3: a message typed on the phone',
    { messages: [{ ...outgoing, authorName: undefined, authorId: null }] },
    [{ kind: 'echo', author: { is: 'phone' } }],
  ],
  [
    '4: an error in a template message',
    { messages: [{ ...outgoing, type: 'wapi_template', status: 'error', error: { error: '24_HOURS_EXCEEDED' } }] },
    [{ kind: 'echo', type: 'wapi_template', error: { code: '24_HOURS_EXCEEDED', actor: 'developer' } }],
  ],
  [
    '4: a Telegram message that goes from sent to read',
    {
      statuses: [
        { ...delivered, status: 'sent' },
        { ...delivered, status: 'read' },
      ],
    },
    [
      { kind: 'status', status: 'sent' },
      { kind: 'status', status: 'read' },
    ],
  ],
  [
    '5: an edit that has only an id and a text',
    { messages: [{ messageId: 'm5', isEdited: true, text: 'new' }] },
    [{ kind: 'messageEdited', messageId: 'm5', text: 'new', author: { is: 'unknown' } }],
  ],
  [
    '5: a deletion that has only an id',
    { messages: [{ messageId: 'm5', isDeleted: true }] },
    [{ kind: 'messageDeleted', messageId: 'm5' }],
  ],
  [
    '5: an edit of an outgoing message',
    { messages: [{ ...outgoing, isEdited: true }] },
    [{ kind: 'messageEdited', author: { is: 'operator' } }],
  ],
  [
    '6: ids that are not UUIDs, a sticker, a button with the text 0',
    {
      messages: [
        {
          ...inbound,
          messageId: '2222-sample',
          type: 'image',
          text: null,
          contentUri: 'https://store.wazzup24.com/a.was',
        },
        { ...inbound, text: '0' },
      ],
    },
    [
      { kind: 'message', messageId: '2222-sample', type: 'image', contentUri: 'https://store.wazzup24.com/a.was' },
      { kind: 'message', text: '0' },
    ],
  ],
  [
    '8: a message and its failure in one body, the failure first',
    {
      statuses: [{ ...delivered, status: 'error', error: { error: 'GENERAL_ERROR', description: 'of the vendor' } }],
      messages: [outgoing],
    },
    [
      { kind: 'status', error: { code: 'GENERAL_ERROR', description: 'of the vendor' } },
      { kind: 'echo', status: 'sent' },
    ],
  ],
  [
    '9: data of an error that is an array, both spellings',
    { statuses: [{ ...delivered, status: 'error', error: { error: 'badContact', data: [{ index: 0 }] } }] },
    [{ kind: 'status', error: { code: 'BAD_CONTACT', data: [{ index: 0 }] } }],
  ],
  [
    '11: ten equal messages and a SPAM error',
    {
      messages: Array.from({ length: 10 }, () => outgoing),
      statuses: [{ ...delivered, status: 'error', error: { error: 'SPAM' } }],
    },
    [...Array.from({ length: 10 }, () => ({ kind: 'echo' })), { kind: 'status', error: { code: 'SPAM' } }],
  ],
  [
    '12: isEcho false on outgoing messages',
    { messages: ['sent', 'delivered', 'READ', 'error', 'new'].map((status) => ({ ...inbound, status })) },
    Array.from({ length: 5 }, () => ({ kind: 'echo' })),
  ],
  [
    '13: numbers for texts',
    {
      messages: [{ ...inbound, messageId: 1, channelId: 2, chatId: 79011112233, dateTime: 1_746_540_960_002, text: 5 }],
      statuses: [{ messageId: 1, status: 'read', timestamp: '1746540960002' }],
    },
    [
      { kind: 'message', messageId: '1', channelId: '2', chatId: '79011112233', text: '5', dateTime: inbound.dateTime },
      { kind: 'status', messageId: '1', timestamp: inbound.dateTime },
    ],
  ],
  [
    '13: null for every optional field',
    {
      messages: [
        {
          ...Object.fromEntries(
            Object.keys({ ...outgoing, ...bodies.messageEdited.messages[0] }).map((key) => [key, null]),
          ),
          messageId: 'm13',
          channelId: 'c',
          chatType: 'vk',
          chatId: '1',
          isEcho: false,
          error: null,
        },
      ],
      channelsUpdates: [{ channelId: 'c', state: 'active', timestamp: null, tier: null, qr: null }],
    },
    [
      { kind: 'message', messageId: 'm13', text: null, contact: null, dateTime: undefined, error: undefined },
      { kind: 'channel', tier: null },
    ],
  ],
  [
    '13: upper case, and unknown transports',
    {
      messages: [{ ...inbound, chatType: 'CIAN', status: 'INBOUND', type: 'TEXT' }],
      channelsUpdates: [{ channelId: 'c', state: 'QRIDLE', transport: 'cian', plainId: null }],
    },
    [
      { kind: 'message', chatType: 'CIAN', status: 'inbound', type: 'text' },
      { kind: 'channel', state: 'qridle', transport: 'cian', plainId: null },
    ],
  ],
  [
    '13: objects for arrays, and the reverse',
    { messages: inbound, statuses: delivered, channelsUpdates: channelUpdate, templateStatus: [template, template] },
    ['message', 'status', 'channel', 'template', 'template'].map((kind) => ({ kind })),
  ],
  [
    '13: unknown keys beside the items and in them',
    { messages: [{ ...inbound, future: { a: [1] } }], meta: { id: 1 }, empty: null },
    [
      { kind: 'message', future: { a: [1] } },
      { kind: 'unrecognized', key: 'meta', value: { id: 1 }, issues: [] },
    ],
  ],
]

describe('unusual items that were observed', () => {
  test.each(oddities)('%s', async (_, body, expected) => {
    const { response, events, failures } = await received(body)
    expect(response).toEqual({ status: 200 })
    expect(events).toMatchObject(expected)
    expect(events).toHaveLength(expected.length)
    expect(failures).toEqual([])
  })

  test('are all read from one body, together with valid items', async () => {
    const listOf = (value: unknown) => (Array.isArray(value) ? value : value === undefined ? [] : [value])
    const all = (key: string, good: unknown) => [good, ...oddities.flatMap(([, body]) => listOf(body[key])), good]
    const expected = (key: string, kinds: string[]) => [
      { kind: kinds[0] },
      ...oddities.flatMap(([, , events]) => events.filter(({ kind }) => kinds.includes(kind as string))),
      { kind: kinds[0], ...(key === 'messages' && { ...inbound }) },
    ]
    const body = { messages: all('messages', inbound), statuses: all('statuses', delivered) }
    const { events } = await received(body)
    expect(events).toMatchObject([
      ...expected('messages', ['message', 'echo', 'messageEdited', 'messageDeleted']),
      ...expected('statuses', ['status']),
    ])
    expect(events).toHaveLength(body.messages.length + body.statuses.length)
  })
})

describe('an item that cannot be read', () => {
  const broken: unknown[] = [null, 5, 'text', true, [], {}, { ...inbound, messageId: null }]

  test('becomes an event with the reason, and does not remove the others', async () => {
    const { response, events, raws } = await received({ messages: broken.flatMap((item) => [item, inbound]) })
    expect(response).toEqual({ status: 200 })
    expect(events.filter((_, index) => index % 2 === 1)).toMatchObject(
      broken.map(() => ({ kind: 'message', ...inbound })),
    )
    for (const [index, item] of broken.entries()) {
      expect(events[index * 2]).toEqual({
        kind: 'unrecognized',
        id: expect.any(String),
        at: expect.any(Number),
        key: 'messages',
        value: item,
        issues: [expect.any(Object)],
      })
      expect(raws[index * 2]).toBe(item)
    }
  })

  test.each([
    ['a message without a chat', { messages: [{ ...inbound, chatId: null }] }, 'chatId'],
    ['a message without a channel', { messages: [{ ...inbound, channelId: '' }] }, 'channelId'],
    ['a message without a messenger', { messages: [{ ...inbound, chatType: {} }] }, 'chatType'],
    ['a message without a direction', { messages: [{ ...inbound, isEcho: null, status: null }] }, 'isEcho'],
    ...['channelId', 'chatType', 'chatId'].map((path): [string, object, string] => [
      `a message with a name and without a status, without ${path}, which may be of a group`,
      { messages: [{ ...inbound, chatType: 'whatsgroup', status: null, authorName: 'Olga', [path]: undefined }] },
      path,
    ]),
    ['a status without an id', { statuses: [{ status: 'read' }] }, 'messageId'],
    ['a status with an empty id', { statuses: [{ ...delivered, messageId: '' }] }, 'messageId'],
    ['a message with an empty id', { messages: [{ ...inbound, messageId: '' }] }, 'messageId'],
    ...[' ', '0', 0, 'null', 'undefined', 'NULL '].flatMap((messageId): [string, object, string][] => [
      [`a message with the id ${JSON.stringify(messageId)}`, { messages: [{ ...inbound, messageId }] }, 'messageId'],
      [`a status with the id ${JSON.stringify(messageId)}`, { statuses: [{ ...delivered, messageId }] }, 'messageId'],
    ]),
    ['a channel without an id', { channelsUpdates: [{ state: 'active' }] }, 'channelId'],
    ['a template without an id', { templateStatus: { status: 'approved' } }, 'templateGuid'],
  ])('is reported with its field: %s', async (_, body, path) => {
    expect(await onlyEvent(body)).toMatchObject({ kind: 'unrecognized', issues: [{ path }] })
  })
})
