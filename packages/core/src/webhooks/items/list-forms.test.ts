import { expect, test } from 'vitest'
import { onlyEvent, received } from '../../../test/received.ts'
import { inbound } from '../../../test/wire-items.ts'
import { createWebhooks, type ContactRequest, type DealRequest } from '../../index.ts'

const [a, b] = [
  { ...inbound, messageId: 'a' },
  { ...inbound, messageId: 'b' },
]

test.each<[string, unknown]>([
  ['a list', [a, b]],
  ['a list in a list', [[a, b]]],
  ['a list beside an item', [a, [b]]],
  ['an object with indexes as keys', { 0: a, 1: b }],
])('reads two messages from %s', async (_, messages) => {
  const { events, failures } = await received({ messages })
  expect(failures).toEqual([])
  expect(events).toMatchObject([
    { kind: 'message', messageId: 'a' },
    { kind: 'message', messageId: 'b' },
  ])
})

test.each<[string, unknown]>([
  ['a list in a list', [[a, null, b]]],
  ['an object with indexes as keys', { 0: a, 1: null, 2: b }],
])('an invalid item in %s does not remove the others', async (_, messages) => {
  const { events } = await received({ messages })
  expect(events).toMatchObject([{ messageId: 'a' }, { kind: 'unrecognized', value: null }, { messageId: 'b' }])
})

test.each([[[]], [{}]])('a list entry without an item is reported: %j', async (item) => {
  const { events } = await received({ messages: [a, item] })
  expect(events).toMatchObject([{ messageId: 'a' }, { kind: 'unrecognized', value: item }])
})

test('the lists of questions may also be objects with the keys 0, 1 and so on', async () => {
  const chat = { chatType: 'whatsapp', chatId: '7' }
  const contact = await onlyEvent({ createContact: { contactData: { 0: chat, 1: chat } } })
  expect((contact as ContactRequest).contactData).toEqual([chat, chat])
  const deal = await onlyEvent({ createDeal: { contacts: { 0: 1, 1: '2' } } })
  expect((deal as DealRequest).contacts).toEqual(['1', '2'])
})

test('keys 0, 1 and so on are counted as items', async () => {
  const webhooks = createWebhooks({ secret: false, limits: { items: 3 }, onError: () => {} })
  webhooks.on('createDeal', ({ contacts }) => ({
    id: '1',
    name: 'n',
    responsibleUserId: 'u',
    contacts,
    closed: false,
  }))
  const post = (contacts: object) => webhooks.receive({ body: { createDeal: { contacts } } })
  expect(await post({ 0: '1', 1: '2', 2: '3' })).toMatchObject({ status: 200 })
  expect(await post({ 0: '1', 1: '2', 2: '3', 3: '4' })).toMatchObject({ status: 413 })
})

test('an object inside a list is read', async () => {
  const event = await onlyEvent({
    messages: [{ ...a, contact: [{ name: 'Anna' }], instPost: [{ id: 5 }], advert: [], oldInfo: [] }],
  })
  expect(event).toMatchObject({ kind: 'message', contact: { name: 'Anna' }, instPost: { id: '5' } })
  expect(event).toMatchObject({ advert: undefined, oldInfo: undefined })
})
