import { describe, expect, test } from 'vitest'
import { onlyEvent, received } from '../../../test/received.ts'
import { inbound, outgoing } from '../../../test/wire-items.ts'
import { createWazzup, createWebhooks, type EventKind } from '../../index.ts'

const without = (item: object, ...names: string[]) =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)))

const whatsgroup = { chatType: 'whatsgroup', chatId: '79011112233-1600000000' }

describe('only a customer’s message in a private chat is a message:', () => {
  test.each<[EventKind, string, Record<string, unknown>]>([
    ['message', 'a text', inbound],
    ['message', 'an image', { ...inbound, type: 'image', text: null, contentUri: 'https://store.wazzup24.com/a.jpg' }],
    ['message', 'content that Wazzup does not support', { ...inbound, type: 'unsupported', text: undefined }],
    ['message', 'content of an unknown type', { ...inbound, type: 'unknown', text: undefined }],
    ['message', 'content of a new type', { ...inbound, type: 'reaction' }],
    ['message', 'no type', without(inbound, 'type')],
    ['message', 'an inbound message with an error', { ...inbound, error: { error: 'GENERAL_ERROR' } }],
    ['groupMessage', 'WhatsApp', { ...inbound, ...whatsgroup }],
    ['groupMessage', 'Telegram', { ...inbound, chatType: 'telegroup', chatId: '-1001234' }],
    ['groupMessage', 'MAX', { ...inbound, chatType: 'maxgroup' }],
    ['groupMessage', 'upper case', { ...inbound, chatType: 'TELEGROUP' }],
    ['groupMessage', 'an unknown messenger', { ...inbound, chatType: 'viberGroup' }],
    ['groupMessage', 'supergroup', { ...inbound, chatType: 'telegram_supergroups' }],
    ['groupMessage', 'the id of a WhatsApp group', { ...inbound, chatId: '79011112233-1600000000' }],
    ['groupMessage', 'the suffix of WhatsApp', { ...inbound, chatId: '120363012345678901@g.us' }],
    ['groupMessage', 'a negative id of Telegram', { ...inbound, chatType: 'telegram', chatId: -1001234 }],
    [
      'groupMessage',
      'a negative id of an unknown Telegram messenger',
      { ...inbound, chatType: 'telegramChannel', chatId: '-1' },
    ],
    ['groupMessage', 'a negative id of MAX', { ...inbound, chatType: 'max', chatId: '-68123' }],
    ['groupMessage', 'a conversation of VK', { ...inbound, chatType: 'vk', chatId: 2000000001 }],
    ['groupMessage', 'an id with more digits than a phone number', { ...inbound, chatId: '120363012345678901' }],
    ['groupMessage', 'a story of WhatsApp', { ...inbound, chatId: 'status@broadcast' }],
    ['groupMessage', 'a channel of WhatsApp', { ...inbound, chatId: '120363012345678@newsletter' }],
    ['message', 'the suffix of a person', { ...inbound, chatId: '79011112233@c.us' }],
    ['message', 'a person of VK', { ...inbound, chatType: 'vk', chatId: '1999999999' }],
    ['message', 'a long id of VK', { ...inbound, chatType: 'vk', chatId: '79011112233' }],
    ['message', 'a person of MAX', { ...inbound, chatType: 'max', chatId: '68123' }],
    ['groupMessage', 'a named writer', { ...inbound, ...whatsgroup, authorName: 'Boris' }],
    ['groupMessage', 'a named writer, no status', { ...inbound, ...whatsgroup, status: null, authorName: 'Boris' }],
    ['missedCall', 'a call', { ...inbound, type: 'missing_call', text: null }],
    ['missedCall', 'a call in another spelling', { ...inbound, type: 'MISSED_CALL', text: null }],
    ['missedCall', 'a call in camel case', { ...inbound, type: 'missedCall', text: null }],
    ['message', 'a type that only contains the name of a call', { ...inbound, type: 'not_missed_call' }],
    ['message', 'a type that only ends like system', { ...inbound, type: 'ecosystem' }],
    ['system', 'a type that begins like system', { ...inbound, type: 'system_notice' }],
    ['groupMessage', 'a call in a group', { ...inbound, ...whatsgroup, type: 'missing_call' }],
    ['system', 'a system message', { ...inbound, type: 'system' }],
    ['system', 'a type in upper case', { ...inbound, type: 'SYSTEM' }],
    ['system', 'a system message in a group', { ...inbound, ...whatsgroup, type: 'system' }],
    ['system', 'a system message without a direction', { ...without(inbound, 'isEcho', 'status'), type: 'system' }],
    ['unrecognized', 'a call without a direction', { ...without(inbound, 'isEcho', 'status'), type: 'missing_call' }],
    ['unrecognized', 'a group without a direction', { ...without(inbound, 'isEcho', 'status'), ...whatsgroup }],
    [
      'unrecognized',
      'a named writer without a direction',
      { ...without(inbound, 'isEcho', 'status'), ...whatsgroup, authorName: 'B' },
    ],
    ['echo', 'to a group', { ...outgoing, ...whatsgroup }],
    ['echo', 'by an operator, to a group', { ...outgoing, ...whatsgroup, isEcho: false }],
    ['echo', 'an outgoing call', { ...outgoing, type: 'missing_call' }],
    ['echo', 'an outgoing system message', { ...outgoing, type: 'system' }],
    ['echo', 'a name in a private chat', { ...inbound, status: null, authorName: 'Olga' }],
    ['messageEdited', 'in a group', { ...inbound, ...whatsgroup, isEdited: true }],
    ['messageEdited', 'of a system message', { ...inbound, type: 'system', isEdited: true }],
    ['messageEdited', 'by its status', { ...outgoing, status: 'EDITED' }],
    ['messageEdited', 'without a flag', { ...inbound, text: 'new', oldInfo: { oldText: 'old' } }],
    [
      'messageEdited',
      'without a flag, of a file',
      { ...inbound, text: null, contentUri: 'https://a/b', oldInfo: { oldText: 'old' } },
    ],
    ['messageDeleted', 'without a flag', { ...inbound, text: null, isDeleted: null, oldInfo: { oldText: 'old' } }],
    ['messageDeleted', 'without a flag, with its text', { ...inbound, text: 'old', oldInfo: { oldText: 'old' } }],
    ['message', 'oldInfo in another form', { ...inbound, oldInfo: 'none' }],
    ['message', 'an empty oldInfo', { ...inbound, oldInfo: { oldText: null, oldAuthorId: '' } }],
    ['messageDeleted', 'of a call', { ...inbound, type: 'missing_call', isDeleted: true }],
  ])('%s: %s', async (kind, _, item) => {
    expect(await onlyEvent({ messages: [item] })).toMatchObject({ kind })
  })

  test.each(['groupMessage', 'missedCall', 'system'] as const)('%s without a chat is unrecognized', async (kind) => {
    const items = {
      groupMessage: { ...inbound, ...whatsgroup },
      missedCall: { ...inbound, type: 'missing_call' },
      system: { ...inbound, type: 'system' },
    }
    const { events } = await received({ messages: [{ ...items[kind], channelId: null }] })
    expect(events).toMatchObject([{ kind: 'unrecognized', issues: [{ path: 'channelId', message: 'is missing' }] }])
  })

  test('a group message has the customer as author, with any authorName', async () => {
    const item = { ...inbound, ...whatsgroup, status: null, authorName: 'Boris' }
    const event = await onlyEvent({ messages: [item] })
    expect(event).toMatchObject({ kind: 'groupMessage', authorName: 'Boris', author: { is: 'customer' } })
  })
})

test('an outgoing message to a group with an authorName has the operator as author', async () => {
  const item = { ...inbound, ...whatsgroup, status: 'sent' }
  const event = await onlyEvent({ messages: [{ ...item, authorName: 'Admin' }] })
  expect(event).toMatchObject({
    kind: 'echo',
    author: { is: 'api', evidence: expect.not.arrayContaining(['no authorName']) },
  })
  const named = await onlyEvent({ messages: [{ ...item, authorName: 'Olga', authorId: '7' }] })
  expect(named.author).toMatchObject({ is: 'operator', evidence: expect.arrayContaining(['authorName is given']) })
})

describe('an echo needs only its id', () => {
  const bare = without(outgoing, 'channelId', 'chatType', 'chatId')

  test.each<[string, Record<string, unknown>]>([
    ['isEcho', { messageId: 'm', isEcho: true }],
    ['a status', { messageId: 'm', isEcho: false, status: 'sent' }],
    ['an unknown status', { messageId: 'm', isEcho: false, status: 'new' }],
    ['a name', { messageId: 'm', authorName: 'Admin' }],
    ['an authorId', { messageId: 'm', isEcho: false, authorId: 7 }],
    ['sentFromApp', { messageId: 'm', isEcho: false, sentFromApp: 1 }],
    ['no channel', without(outgoing, 'channelId')],
    ['no messenger', { ...outgoing, chatType: null }],
    ['an empty chat', { ...outgoing, chatId: '' }],
    ['no chat fields', bare],
  ])('%s', async (_, item) => {
    const { events, failures } = await received({ messages: [item] })
    expect(failures).toEqual([])
    expect(events).toMatchObject([{ kind: 'echo', messageId: item.messageId }])
  })

  test('and its delivery error reaches the handler', async () => {
    const failed: Record<string, string | undefined> = {}
    const webhooks = createWebhooks({ secret: false, onError: (error) => expect.unreachable(String(error)) })
    webhooks.on('echo', ({ messageId, error }) => void (failed[messageId] = error?.code))
    const error = { error: 'BAD_CONTACT', description: 'no account' }
    const messages = [
      { ...bare, messageId: 'a', status: 'error', error },
      { messageId: 'b', isEcho: true, status: 'error', error },
      { messageId: 'c', status: 'error', error },
      { messageId: 'd', error },
      { messageId: 'e', isEcho: false, error },
      { messageId: 'f', type: 'wapi_template', errors: [{ code: 'BAD_CONTACT' }] },
    ]
    await webhooks.receive({ body: { messages } })
    expect(failed).toEqual(Object.fromEntries([...'abcdef'].map((id) => [id, 'BAD_CONTACT'])))
  })

  test('an edit, a deletion, a status, a channel and a template need only their id', async () => {
    const { events, failures } = await received({
      messages: [
        { messageId: 'm', isEdited: true },
        { messageId: 'm', isDeleted: true },
      ],
      statuses: [{ messageId: 'm' }, { messageId: 'm', status: null }, { messageId: 5, status: {} }],
      channelsUpdates: [{ channelId: 'c' }, { channelId: 'c', state: null }, { channelId: 'c', state: {} }],
      templateStatus: { templateGuid: 't' },
    })
    expect(failures).toEqual([])
    expect(events.map(({ kind }) => kind)).toEqual([
      'messageEdited',
      'messageDeleted',
      ...Array.from({ length: 3 }, () => 'status'),
      ...Array.from({ length: 3 }, () => 'channel'),
      'template',
    ])
  })
})

describe('a flag of a message', () => {
  test.each([true, 'true', 'TRUE', ' True ', 1, '1', 'yes', 'on'])('is true with the value %j', async (flag) => {
    expect(await onlyEvent({ messages: [{ ...inbound, isEdited: flag }] })).toMatchObject({
      kind: 'messageEdited',
      isEdited: true,
    })
    expect(await onlyEvent({ messages: [{ ...inbound, isDeleted: flag }] })).toMatchObject({ kind: 'messageDeleted' })
    expect(await onlyEvent({ messages: [{ ...inbound, isEcho: flag }] })).toMatchObject({ kind: 'echo', isEcho: true })
    expect(await onlyEvent({ messages: [{ ...inbound, sentFromApp: flag }] })).toMatchObject({ kind: 'echo' })
  })

  test.each([false, 'false', 'FALSE', 0, '0', 'no', 'off', '', ' ', null, undefined])(
    'is false with the value %j',
    async (flag) => {
      const item = { ...inbound, isEdited: flag, isDeleted: flag, isEcho: flag, sentFromApp: flag }
      expect(await onlyEvent({ messages: [item] })).toMatchObject({ kind: 'message' })
    },
  )

  test.each([2, -1, 'maybe', 'ja', [true], { value: true }])(
    'makes an item that could be a message unrecognized with the value %j',
    async (flag) => {
      for (const name of ['isEdited', 'isDeleted', 'isEcho', 'sentFromApp']) {
        const { events } = await received({ messages: [{ ...inbound, [name]: flag }] })
        const message = 'cannot be read, so it may not be a message of a customer'
        expect(events).toMatchObject([{ kind: 'unrecognized', issues: [{ path: name, message }] }])
        const echo = await received({ messages: [{ ...outgoing, isEdited: false, [name]: flag }] })
        expect(echo.events).toMatchObject([{ kind: 'echo' }])
      }
    },
  )

  test.each<[string, unknown]>([
    ['status', 5],
    ['oldInfo', 'Hello'],
    ['oldInfo', ['Hello']],
    ['oldInfo', true],
    ['oldInfo', 7],
    ['status', { is: 'sent' }],
    ['status', 1],
    ['authorName', { first: 'Olga' }],
    ['authorId', ['7']],
  ])('or another field that decides makes an item unrecognized: %s %j', async (name, value) => {
    const { events } = await received({ messages: [{ ...inbound, status: null, [name]: value }] })
    expect(events).toMatchObject([{ kind: 'unrecognized', issues: [{ path: name }] }])
  })
})

describe.each(['null', 'undefined', 'NULL ', 'None', 'false', '0', 0, ' '])(
  'what a program writes for no value decides nothing: %j',
  (nothing) => {
    test.each(['status', 'authorId', 'authorName', 'sentFromApp', 'isEdited', 'isDeleted'])(
      'a message of a customer stays one with it in %s',
      async (name) => {
        const item = { ...inbound, status: undefined, [name]: nothing }
        const event = await onlyEvent({ messages: [item] })
        expect(event).toMatchObject({ kind: 'message', author: { is: 'customer' } })
        if (['status', 'authorId', 'authorName'].includes(name)) expect(event[name as 'status']).toBeUndefined()
      },
    )

    test('an echo of the API stays one with it in authorId', async () => {
      const event = await onlyEvent({ messages: [{ ...outgoing, authorName: 'Admin', authorId: nothing }] })
      expect(event).toMatchObject({ kind: 'echo', authorId: undefined, author: { is: 'api' } })
    })

    test('an echo from the phone stays one with it in authorId and authorName', async () => {
      const event = await onlyEvent({ messages: [{ ...outgoing, authorName: nothing, authorId: nothing }] })
      expect(event).toMatchObject({ kind: 'echo', author: { is: 'phone' } })
    })

    test('a status event has none', async () => {
      const event = await onlyEvent({ statuses: [{ messageId: 'm', status: nothing }] })
      expect(event).toMatchObject({ kind: 'status', status: undefined })
    })
  },
)

test.each(['0', 'null', 0])('a chat with the id %j keeps it, and a text stays as it is', async (chatId) => {
  const event = await onlyEvent({ messages: [{ ...inbound, chatId, text: '0' }] })
  expect(event).toMatchObject({ kind: 'message', chatId: String(chatId), text: '0' })
})

test('a missed call that is delivered twice gets one reply', async () => {
  const sent: string[] = []
  const wazzup = createWazzup({
    apiKey: 'key',
    fetch: async (_, init) => {
      sent.push(String(init?.body))
      return new Response('{"messageId":"a","chatId":"7"}', { status: 201 })
    },
  })
  const webhooks = createWebhooks({ secret: false, wazzup })
  webhooks.on('missedCall', (_, { reply }) => reply({ text: 'You called' }))
  const body = { messages: [{ ...inbound, type: 'missing_call', text: null }] }
  for (const _ of [1, 2]) expect(await webhooks.receive({ body })).toEqual({ status: 200 })
  expect(sent.map((each) => JSON.parse(each))).toMatchObject([{ text: 'You called', chatId: inbound.chatId }])
})

test.each([
  [{ messageId: 'q' }, 'q'],
  [{ id: 5, text: 'before' }, '5'],
  ['q', 'q'],
  [5, '5'],
  [[{ messageId: 'q' }], 'q'],
  [{ messageId: '', id: 'q' }, 'q'],
  [{ text: 'before' }, undefined],
  [[], undefined],
  [null, undefined],
  ['', undefined],
])('quotedMessageId is the id in quotedMessage: %j', async (quotedMessage, expected) => {
  const event = await onlyEvent({ messages: [{ ...inbound, quotedMessage }] })
  expect([event.kind, event.quotedMessageId]).toEqual(['message', expected])
})

test.each([
  [7, '7'],
  [{ a: 1 }, undefined],
])('quotedMessageId is always a text or undefined: %j', async (quotedMessageId, expected) => {
  const event = await onlyEvent({ messages: [{ ...inbound, quotedMessageId }] })
  expect([event.kind, event.quotedMessageId]).toEqual(['message', expected])
})

test.each([' inbound', 'INBOUND ', '\tinbound'])('the status %j is that of an incoming message', async (status) => {
  const event = await onlyEvent({ messages: [{ ...inbound, status }] })
  expect(event).toMatchObject({ kind: 'message', status: 'inbound', author: { is: 'customer' } })
})

test.each(['OK', 'Success', 'No error'])(
  '%s may be the name of an author, and is no word for nothing there',
  async (name) => {
    const event = await onlyEvent({ messages: [{ ...without(outgoing, 'authorId'), authorName: name }] })
    expect(event).toMatchObject({ kind: 'echo', authorName: name, author: { is: 'unknown' } })
  },
)
