import { describe, expect, expectTypeOf, test } from 'vitest'
import { received } from '../../test/received.ts'
import { createWebhooks, eventKinds, type EventKind, type Message } from '../index.ts'
import { buildDelivery, buildEvent } from '../testing.ts'

describe.each(eventKinds)('%s', (kind) => {
  test('buildDelivery contains one event of this kind, and buildEvent returns the same event', async () => {
    const body = buildDelivery(kind)
    const { response, events, failures } = await received(body)
    expect([response.status, failures]).toEqual([200, []])
    expect(events).toEqual([{ ...buildEvent(kind), ...idsOf(events[0]!) }])
    expect(events[0]!.kind).toBe(kind)
  })
})

/** Returns the ids and the time of an event, which differ for each item that is built. */
function idsOf(event: object): object {
  const { messageId, templateGuid, id, at } = event as Record<'messageId' | 'templateGuid' | 'id' | 'at', unknown>
  return { id, at, ...(messageId !== undefined && { messageId }), ...(templateGuid !== undefined && { templateGuid }) }
}

const place = {
  channelId: '7d3c1f8a-5d2b-4a53-8f0e-1c2d3e4f5a6b',
  chatType: 'whatsapp',
  chatId: '79011112233',
  dateTime: '2026-01-15T10:30:00.000Z',
  type: 'text',
  contact: { name: 'Anna', avatarUri: null, phone: '79011112233' },
}
const inbound = { isEcho: false, status: 'inbound' }
const person = { chatType: 'whatsapp', chatId: '79011112233' }
const id = expect.stringMatching(/^00000000-0000-4000-8000-\d{12}$/)
const message = { messageId: id, ...place, ...inbound }

// The samples of https://wazzup24.ru/help/api-ru/webhooks-2/
test.each<[EventKind, object]>([
  ['message', { messages: [{ ...message, text: 'Hello' }] }],
  [
    'groupMessage',
    {
      messages: [
        {
          ...message,
          chatType: 'whatsgroup',
          chatId: '79011112233-1600000000',
          contact: { name: 'Our house' },
          text: 'Hello, all',
        },
      ],
    },
  ],
  ['missedCall', { messages: [{ ...message, type: 'missing_call' }] }],
  ['system', { messages: [{ ...message, type: 'system', text: 'Messages are encrypted' }] }],
  [
    'echo',
    { messages: [{ messageId: id, ...place, isEcho: true, status: 'sent', authorName: 'Admin', text: 'Good day' }] },
  ],
  ['messageEdited', { messages: [{ ...message, text: 'Hello again', isEdited: true, oldInfo: { oldText: 'Hello' } }] }],
  ['messageDeleted', { messages: [{ ...message, isDeleted: true, oldInfo: { oldText: 'Hello' } }] }],
  ['status', { statuses: [{ messageId: id, timestamp: place.dateTime, status: 'delivered' }] }],
  [
    'channel',
    { channelsUpdates: [{ channelId: place.channelId, state: 'active', timestamp: Date.parse(place.dateTime) }] },
  ],
  ['template', { templateStatus: { templateGuid: id, name: 'order_ready', status: 'approved' } }],
  [
    'createContact',
    { createContact: { responsibleUserId: 'user-1', name: 'Anna', contactData: [person], source: 'auto' } },
  ],
  ['createDeal', { createDeal: { responsibleUserId: 'user-1', contacts: ['contact-1'], source: 'auto' } }],
  ['unrecognized', { somethingNew: {} }],
])('buildDelivery has the fields of the documentation: %s', (kind, body) => {
  expect(buildDelivery(kind)).toStrictEqual(body)
})

test('buildEvent returns the given fields as they are read from a delivery', () => {
  const future = { future: 1 }
  const known = { text: 'Hi', chatType: 'TELEGRAM', dateTime: 1_746_540_960_002 }
  const message = buildEvent('message', { ...known, ...future })
  expectTypeOf(message).toEqualTypeOf<Message>()
  expect(message).toMatchObject({ text: 'Hi', chatType: 'telegram', dateTime: '2025-05-06T14:16:00.002Z', future: 1 })
  expect(buildEvent('status', { status: 'error', error: { error: 'badContact' } })).toMatchObject({
    status: 'error',
    error: { code: 'BAD_CONTACT', actor: 'recipient' },
  })
  expect(buildEvent('unrecognized', { a: 1 })).toMatchObject({ value: { a: 1 } })
})

test('a misspelt field does not compile, and a new field does when it is spread', () => {
  // @ts-expect-error The field is chatId.
  buildDelivery('message', { chatID: '7' })
  // @ts-expect-error The field is phone.
  buildDelivery('message', { contact: { fone: '7' } })
  const future = { future: 1 }
  expect(buildDelivery('message', { text: 'Hi', ...future })).toMatchObject({ messages: [{ text: 'Hi', future: 1 }] })
})

test('buildEvent throws when the fields make it an event of another kind', () => {
  expect(() => buildEvent('message', { isEcho: true })).toThrow('with these fields the event is "echo", not "message"')
  expect(() => buildEvent('message', { chatId: null })).toThrow(TypeError)
})

test('each built item has its own id, so that replies are not taken for repeated ones', () => {
  expect(buildEvent('message').messageId).not.toBe(buildEvent('message').messageId)
  expect(buildEvent('message', { messageId: 'mine' }).messageId).toBe('mine')
})

test('several results of buildDelivery can be merged into one body', async () => {
  const body = { ...buildDelivery('message'), ...buildDelivery('status'), ...buildDelivery('channel') }
  const kinds: string[] = []
  const webhooks = createWebhooks({ secret: 'secret' })
  for (const kind of ['message', 'status', 'channel'] as const) webhooks.on(kind, () => kinds.push(kind))
  expect(await webhooks.receive({ url: '/?key=secret', body })).toEqual({ status: 200 })
  expect(kinds).toEqual(['message', 'status', 'channel'])
})
