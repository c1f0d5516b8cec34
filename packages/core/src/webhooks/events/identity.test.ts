import { describe, expect, test } from 'vitest'
import { received } from '../../../test/received.ts'
import { bodies } from '../../../test/wire-items.ts'
import { toChat, toChatKey } from '../../index.ts'
import { buildDelivery, buildEvent, type WireFields } from '../../testing.ts'

type Kind = keyof WireFields

async function idsOf(kind: Kind, ...items: WireFields[Kind][]): Promise<string[]> {
  const each = await Promise.all(items.map((item) => received(buildDelivery(kind, item as never))))
  return each.flatMap(({ events }) => events.map(({ id }) => id))
}

const same = { messageId: 'm1' }

describe('the id of an event', () => {
  test.each<[string, Kind, object]>([
    ['message:m1', 'message', {}],
    ['message:m1', 'groupMessage', {}],
    ['message:m1', 'missedCall', {}],
    ['message:m1', 'system', {}],
    ['echo:m1', 'echo', {}],
    ['deletion:m1', 'messageDeleted', {}],
    ['status:m1:delivered:', 'status', {}],
    ['status:m1:error:BAD_CONTACT', 'status', { status: 'error', error: { error: 'badContact' } }],
    ['status:m1:edited::2026-01-15T10:30:00.000Z', 'status', { status: 'edited' }],
  ])('is %s for %s', async (id, kind, fields) => {
    expect(await idsOf(kind, { ...same, ...fields } as never)).toEqual([id])
  })

  test('of an edit names the message, and tells where one field ends and the next begins', async () => {
    const fields = { ...same, text: 'ab', contentUri: 'c' }
    const ids = await idsOf('messageEdited', fields, { ...same, text: 'a', contentUri: 'bc' })
    expect(ids).toEqual([expect.stringMatching(/^edit:m1:\d+$/), expect.stringMatching(/^edit:m1:\d+$/)])
    expect(new Set(ids).size).toBe(2)
  })

  test('of a channel update has its time and its state', () => {
    expect(buildEvent('channel', { channelId: 'c1', state: 'qr' }).id).toBe('channel:c1:2026-01-15T10:30:00.000Z:qr')
  })

  test.each<[Kind, object, object[]]>([
    [
      'messageEdited',
      { ...same, text: 'A' },
      [
        { ...same, text: 'B' },
        { ...same, text: 'A', oldInfo: { oldText: 'x' } },
      ],
    ],
    ['messageEdited', { ...same, contentUri: 'a' }, [{ ...same, contentUri: 'b' }]],
    [
      'createContact',
      { contactData: [{ chatType: 'vk', chatId: '1' }] },
      [{ contactData: [{ chatType: 'vk', chatId: '2' }] }],
    ],
  ])('of a %s is equal for a repeat and different for another one', async (kind, item, others) => {
    const [first, repeat, ...rest] = await idsOf(kind, item as never, item as never, ...(others as never[]))
    expect(repeat).toBe(first)
    expect(new Set([first, ...rest]).size).toBe(1 + others.length)
  })

  test('of an item that cannot be read is made from the item', async () => {
    const read = async (item: object) => (await received({ messages: [item] })).events[0]!.id
    const first = await read({ messageId: 'm1', a: 1, b: null })
    expect(first).toMatch(/^unrecognized:m1:/)
    expect(await read({ a: 1, messageId: 'm1' })).toBe(first)
    expect(await read({ messageId: 'm1', a: 2 })).not.toBe(first)
  })

  test.each<[Kind, object]>([
    ['template', { templateGuid: 't1' }],
    ['channel', { timestamp: undefined }],
    ['unrecognized', {}],
    ['createDeal', {}],
  ])('of a %s that cannot be distinguished from a repeat is another one each time', async (kind, item) => {
    expect(new Set(await idsOf(kind, item as never, item as never)).size).toBe(2)
  })
})

describe('the time of an event', () => {
  test('is the time that Wazzup sent', () => {
    expect(buildEvent('message', { dateTime: '2026-01-15T10:30:00+03:00' }).at).toBe(Date.UTC(2026, 0, 15, 7, 30))
    expect(buildEvent('status', { timestamp: 1_768_473_000 }).at).toBe(1_768_473_000_000)
    for (const dateTime of ['2024-02-29T23:59:59.987Z', '2024-03-01T00:00:00.001Z', '1999-12-31T09:08:07.006Z']) {
      expect(buildEvent('message', { dateTime }).at).toBe(Date.parse(dateTime))
    }
  })

  test.each(['2999-01-01T00:00:00Z', undefined, 'yesterday'])('is that of the delivery for %s', (dateTime) => {
    const before = Date.now()
    const { at } = buildEvent('message', { dateTime })
    expect(at).toBeGreaterThanOrEqual(before)
    expect(at).toBeLessThanOrEqual(Date.now())
  })

  test('exists on each event', async () => {
    for (const body of Object.values(bodies)) {
      const { events } = await received(body)
      for (const { id, at } of events) expect([typeof id, typeof at]).toEqual(['string', 'number'])
    }
  })
})

test('toChat returns the three fields of a chat', () => {
  const { channelId, chatType, chatId } = buildEvent('message')
  expect(toChat(buildEvent('message'))).toEqual({ channelId, chatType, chatId })
  for (const field of ['channelId', 'chatType', 'chatId']) {
    expect(toChat(buildEvent('echo', { [field]: null }))).toBeUndefined()
  }
})

test('toChatKey returns another key for each chat', () => {
  const chats = [
    { channelId: 'a', chatType: 'b/c', chatId: 'd' },
    { channelId: 'a', chatType: 'b', chatId: 'c/d' },
    { channelId: 'a/b', chatType: 'c', chatId: 'd' },
    { channelId: 'a', chatType: 'b%2Fc', chatId: 'd' },
  ]
  expect(new Set(chats.map(toChatKey)).size).toBe(4)
})
