import { describe, expect, test } from 'vitest'
import { received } from '../../test/received.ts'
import {
  bodies,
  channelUpdate,
  contactRequest,
  dealRequest,
  delivered,
  outgoing,
  template,
} from '../../test/wire-items.ts'
import {
  ChannelItemSchema,
  ContactRequestSchema,
  DealRequestSchema,
  MessageItemSchema,
  StatusItemSchema,
  TemplateItemSchema,
} from '../schemas.ts'

// P7: whatever stands in a field, nothing throws, and neither the neighbours nor the other fields are lost.
// Generated from the schemas: a field that is added there is tried here.

interface Fields {
  entries: Record<string, { wrapped?: { entries?: Record<string, unknown> } }>
}

/** Every field, and every field of the objects inside, as paths. */
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
}

interface Kind {
  key: string
  schema: unknown
  good: Record<string, unknown>
  /** Fields that say what it is: with another value it may be something else, or unreadable. */
  telling: string[]
}

const kinds: Kind[] = [
  {
    key: 'messages',
    schema: MessageItemSchema,
    good: full,
    telling: ['messageId', 'channelId', 'chatType', 'chatId', 'isEcho', 'status', 'isEdited', 'isDeleted'],
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
  ['a number beyond numbers', Infinity],
  ['an empty text', ''],
  ['a text', 'some text'],
  ['upper case', 'SENT'],
  ['true', true],
  ['an object', { a: { b: [1] } }],
  ['an array', []],
  ['an array of what is right', [outgoing]],
]

function changed(item: Record<string, unknown>, [name, inner]: string[], value: unknown): Record<string, unknown> {
  const { [name!]: old, ...rest } = item
  if (inner !== undefined) return { ...rest, [name!]: changed((old ?? {}) as Record<string, unknown>, [inner], value) }
  return value === missing ? rest : { ...rest, [name!]: value }
}

describe.each(kinds)('$key', ({ key, schema, good, telling }) => {
  test('the good item has every field of the schema', () => {
    for (const [name, inner] of pathsOf(schema)) {
      expect(good).toHaveProperty([name!])
      if (inner) expect(good[name!]).toHaveProperty([inner])
    }
  })

  test.each(pathsOf(schema).map((path) => [path.join('.'), path] as const))('%s', async (_, path) => {
    const items = values.map(([, value]) => changed(good, path, value))
    const { reply, events, failures } = await received({ [key]: items.flatMap((item) => [item, good]) })
    expect(reply).toEqual({ status: 200 })
    expect(failures).toEqual([])
    expect(events).toHaveLength(items.length * 2)
    const expected = events[1]! as unknown as Record<string, unknown>
    expect(expected.kind).not.toBe('unknown')
    for (const [index, [name]] of values.entries()) {
      const event = events[index * 2]! as unknown as Record<string, unknown>
      // The neighbour is as if nothing had happened.
      expect([name, events[index * 2 + 1]]).toEqual([name, expected])
      if (event.kind === 'unknown') {
        expect(telling).toContain(path[0])
        expect(event.value).toEqual(items[index])
        continue
      }
      if (!telling.includes(path[0]!)) expect([name, event.kind]).toEqual([name, expected.kind])
      // Nor do the other fields suffer.
      for (const field of Object.keys(good).filter((field) => field !== path[0])) {
        expect([name, field, event[field]]).toEqual([name, field, expected[field]])
      }
      if (path[1])
        expect(event[path[0]!]).toMatchObject(changed(good[path[0]!] as Record<string, unknown>, [path[1]], missing))
    }
  })

  test('a field that nobody knows is passed on', async () => {
    const { events } = await received({ [key]: [{ ...good, future: { a: [null] } }] })
    expect(events).toMatchObject([{ future: { a: [null] } }])
  })
})

describe.each(questions)('$key', ({ key, schema, good }) => {
  test.each(pathsOf(schema).map(([name]) => [name!]))('%s', async (name) => {
    for (const [, value] of values) {
      const { reply, events, failures } = await received({ [key]: changed(good, [name], value), messages: [outgoing] })
      // Without a chat or a contact there is nothing to create.
      if (reply.status === 400) {
        expect(['contactData', 'contacts']).toContain(name)
        expect(failures).toHaveLength(1)
        continue
      }
      expect(failures).toEqual([])
      expect(reply).toMatchObject({ status: 200, body: { id: expect.any(String) } })
      const question = events.find(({ kind }) => kind === key) as unknown as Record<string, unknown>
      for (const field of Object.keys(good).filter((field) => field !== name)) {
        expect(question[field]).toEqual((good as Record<string, unknown>)[field])
      }
      expect(events).toHaveLength(2)
    }
  })
})

test('one bad chat or contact of a question does not sink the others', async () => {
  const chats = [{ chatType: 'whatsapp', chatId: '7' }, null, 5, { chatType: 'VK', chatId: 8, future: 1 }, {}]
  expect((await received({ createContact: { ...contactRequest, contactData: chats } })).events).toMatchObject([
    {
      contactData: [
        { chatType: 'whatsapp', chatId: '7' },
        { chatType: 'vk', chatId: '8', future: 1 },
      ],
    },
  ])
  const alone = { ...contactRequest, contactData: chats[0] }
  expect((await received({ createContact: alone })).events).toMatchObject([{ contactData: [chats[0]] }])
  const contacts = ['a', null, 5, {}, 'b']
  expect((await received({ createDeal: { ...dealRequest, contacts } })).events).toMatchObject([
    { contacts: ['a', '5', 'b'] },
  ])
  expect((await received({ createDeal: { ...dealRequest, contacts: 'a' } })).events).toMatchObject([
    { contacts: ['a'] },
  ])
})
