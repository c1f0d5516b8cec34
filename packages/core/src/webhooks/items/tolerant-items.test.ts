import { describe, expect, test } from 'vitest'
import { readResponse } from '../../../test/read-response.ts'
import { received } from '../../../test/received.ts'
import { createWebhooks, getUnreadable, type ContactRequest, type WazzupValidationError } from '../../index.ts'
import {
  bodies,
  channelUpdate,
  contactRequest,
  dealRequest,
  delivered,
  outgoing,
  template,
} from '../../../test/wire-items.ts'
import {
  ChannelItemSchema,
  ContactRequestSchema,
  DealRequestSchema,
  MessageItemSchema,
  StatusItemSchema,
  TemplateItemSchema,
} from '../../schemas.ts'

// P7: no value of a field causes an error or removes other items or fields. The fields come from the schemas, so a new
// field is tested automatically.

interface Fields {
  entries: Record<string, { wrapped?: { entries?: Record<string, unknown> } }>
}

/** Returns the paths of all fields, including the fields of nested objects. */
function pathsOf(schema: unknown): string[][] {
  return Object.entries((schema as Fields).entries).flatMap(([name, field]) => [
    [name],
    ...Object.keys(field.wrapped?.entries ?? {}).map((inner) => [name, inner]),
  ])
}

const full = {
  ...outgoing,
  ...bodies.messageEdited.messages[0]!,
  isEdited: false,
  isEcho: true,
  status: 'sent',
  contentUri: 'https://store.wazzup24.com/file',
  contact: { name: 'Anna', avatarUri: 'https://store.wazzup24.com/a', username: 'a', phone: '7', messengerChatId: '7' },
  oldInfo: { oldText: 'a', oldAuthorId: 'b', oldAuthorName: 'c' },
  sentFromApp: false,
  isDeleted: false,
  avitoProfileId: '1',
  quotedMessage: { messageId: 'm', id: 'm', type: 'text', text: 'a', contentUri: 'u', authorName: 'n', authorId: 'i' },
  instPost: {
    id: 'p',
    src: 'https://store.wazzup24.com/p',
    sha1: 'a9',
    likes: 3,
    author: 'shop',
    comments: 1,
    timestamp: '2025-05-06T14:16:00.002Z',
    updatedAt: '2025-05-06T14:16:00.002Z',
    authorName: 'n',
    authorId: 'i',
    description: 'New',
    previewSha1: 'a9',
    imageSrc: 'https://store.wazzup24.com/i',
    previewSrc: 'https://store.wazzup24.com/v',
  },
  interactive: [{ text: 'Yes' }],
  advert: { title: 'Sofa' },
}

interface Kind {
  key: string
  schema: unknown
  good: Record<string, unknown>
  /** Fields that decide the kind: with another value, the item may become another kind or unreadable. */
  telling: string[]
}

const kinds: Kind[] = [
  {
    key: 'messages',
    schema: MessageItemSchema,
    good: full,
    telling: ['messageId', 'channelId', 'chatType', 'chatId', 'isEcho', 'status', 'isEdited', 'isDeleted', 'oldInfo'],
  },
  { key: 'statuses', schema: StatusItemSchema, good: delivered, telling: ['messageId', 'status'] },
  {
    key: 'channelsUpdates',
    schema: ChannelItemSchema,
    good: { ...channelUpdate, tier: 'TIER_1K', qr: 'data:image/png;base64,AA==' },
    telling: ['channelId', 'state'],
  },
  { key: 'templateStatus', schema: TemplateItemSchema, good: template, telling: ['templateGuid', 'status'] },
]

const questions = [
  { key: 'createContact', schema: ContactRequestSchema, good: contactRequest },
  { key: 'createDeal', schema: DealRequestSchema, good: dealRequest },
]

const missing = Symbol('missing')
const values: [string, unknown][] = [
  ['missing', missing],
  ['null', null],
  ['a number', 5],
  ['an infinite number', Infinity],
  ['an empty text', ''],
  ['a text', 'some text'],
  ['upper case', 'SENT'],
  ['true', true],
  ['an object', { a: { b: [1] } }],
  ['an array', []],
  ['an array of a valid item', [outgoing]],
]

function changed(item: Record<string, unknown>, [name, inner]: string[], value: unknown): Record<string, unknown> {
  const { [name!]: old, ...rest } = item
  if (inner !== undefined) return { ...rest, [name!]: changed((old ?? {}) as Record<string, unknown>, [inner], value) }
  return value === missing ? rest : { ...rest, [name!]: value }
}

describe.each(kinds)('$key', ({ key, schema, good, telling }) => {
  test('the valid item has every field of the schema', () => {
    for (const [name, inner] of pathsOf(schema)) {
      expect(good).toHaveProperty([name!])
      if (inner) expect(good[name!]).toHaveProperty([inner])
    }
  })

  test.each(pathsOf(schema).map((path) => [path.join('.'), path] as const))('%s', async (_, path) => {
    const items = values.map(([, value]) => changed(good, path, value))
    const { response, events, failures } = await received({ [key]: items.flatMap((item) => [item, good]) })
    expect(response).toEqual({ status: 200 })
    expect(failures).toEqual([])
    expect(events).toHaveLength(items.length * 2)
    const expected = events[1]! as unknown as Record<string, unknown>
    expect(expected.kind).not.toBe('unrecognized')
    for (const [index, [name]] of values.entries()) {
      const event = events[index * 2]! as unknown as Record<string, unknown>
      // The other item is unchanged.
      expect([name, events[index * 2 + 1]]).toEqual([name, { ...expected, id: expect.any(String) }])
      if (event.kind === 'unrecognized') {
        expect(telling).toContain(path[0])
        expect(event.value).toEqual(items[index])
        continue
      }
      if (!telling.includes(path[0]!)) expect([name, event.kind]).toEqual([name, expected.kind])
      // The other fields of the item are unchanged.
      for (const field of Object.keys(good).filter((field) => field !== path[0])) {
        expect([name, field, event[field]]).toEqual([name, field, expected[field]])
      }
      if (path[1])
        expect(event[path[0]!]).toMatchObject(changed(good[path[0]!] as Record<string, unknown>, [path[1]], missing))
    }
  })

  test('keeps an unknown field', async () => {
    const { events } = await received({ [key]: [{ ...good, future: { a: [null] } }] })
    expect(events).toMatchObject([{ future: { a: [null] } }])
  })
})

describe.each(questions)('$key', ({ key, schema, good }) => {
  test.each(pathsOf(schema).map(([name]) => [name!]))('%s', async (name) => {
    for (const [, value] of values) {
      const { response, events, failures } = await received({
        [key]: changed(good, [name], value),
        messages: [outgoing],
      })
      // A question without a chat or a contact is invalid.
      if (response.status === 400) {
        expect(['contactData', 'contacts']).toContain(name)
        expect(failures).toHaveLength(1)
        continue
      }
      // Items that are left out of a list are reported.
      if (Array.isArray((good as Record<string, unknown>)[name]) === false) expect(failures).toEqual([])
      expect(response).toMatchObject({ status: 200, body: { id: expect.any(String) } })
      const question = events.find(({ kind }) => kind === key) as unknown as Record<string, unknown>
      for (const field of Object.keys(good).filter((field) => field !== name)) {
        expect(question[field]).toEqual((good as Record<string, unknown>)[field])
      }
      expect(events).toHaveLength(2)
    }
  })
})

describe('an invalid chat or contact of a question', () => {
  const chats = [{ chatType: 'whatsapp', chatId: '7' }, null, 5, { chatType: 'VK', chatId: 8, future: 1 }, {}]
  const good = [
    { chatType: 'whatsapp', chatId: '7' },
    { chatType: 'vk', chatId: '8' },
  ]

  test('does not remove the others, is reported once with its path, and can be read', async () => {
    const { events, failures } = await received({ createContact: { ...contactRequest, contactData: chats } })
    const [event] = events as [ContactRequest]
    expect(event.contactData).toEqual(good)
    expect(getUnreadable(event.contactData).map(({ index, value }) => [index, value])).toEqual([
      [1, null],
      [2, 5],
      [4, {}],
    ])
    expect(failures).toHaveLength(1)
    const [failure] = failures as [WazzupValidationError]
    expect(failure.issues.map(({ path }) => path)).toEqual([
      'createContact.contactData[1]',
      'createContact.contactData[2]',
      'createContact.contactData[4].chatType',
      'createContact.contactData[4].chatId',
    ])
    expect(String(failure)).not.toContain('79011112233')
  })

  test.each<[string, unknown, unknown]>([
    ['a valid chat before null', [chats[0], null], [chats[0]]],
    ['a valid chat after null', [null, chats[0]], [chats[0]]],
    ['an empty id', [chats[0], { chatType: 'vk', chatId: '' }], [chats[0]]],
    ['a missing id', [{ chatType: 'vk' }, chats[0]], [chats[0]]],
    ['a missing messenger', [{ chatId: '7' }, chats[0]], [chats[0]]],
    ['one chat without a list', chats[0], [chats[0]]],
  ])('%s', async (_, contactData, expected) => {
    const { events } = await received({ createContact: { ...contactRequest, contactData } })
    expect(events).toMatchObject([{ kind: 'createContact', contactData: expected }])
  })

  test.each<[string, unknown, string[], string[]]>([
    ['an object with an id, which is read as its id', ['1', { id: '2' }, { id: 3, name: 'x' }], ['1', '2', '3'], []],
    [
      'null, an empty id and an object without an id',
      ['a', null, 5, {}, '', { id: '' }, 'b'],
      ['a', '5', 'b'],
      ['[1]', '[3]', '[4]', '[5]'],
    ],
    ['one id without a list', 'a', ['a'], []],
    ['one object without a list', { id: 'a' }, ['a'], []],
  ])('in the contacts of a deal: %s', async (_, contacts, expected, left) => {
    const { events, failures } = await received({ createDeal: { ...dealRequest, contacts } })
    expect(events).toMatchObject([{ kind: 'createDeal', contacts: expected }])
    const paths = failures.flatMap((failure) => (failure as WazzupValidationError).issues.map(({ path }) => path))
    expect(paths.map((path) => path.replace('.id', ''))).toEqual(left.map((index) => `createDeal.contacts${index}`))
  })

  test('the chats can be returned unchanged, with or without new fields', async () => {
    const webhooks = createWebhooks({ secret: false }).on('createContact', ({ contactData }) => ({
      id: '1',
      responsibleUserId: 'u',
      name: 'Anna',
      contactData,
    }))
    const body = { createContact: { ...contactRequest, contactData: chats } }
    expect(readResponse(await webhooks.receive({ body }))).toMatchObject({ status: 200, body: { contactData: good } })
  })
})
