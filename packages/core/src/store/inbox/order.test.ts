import { expect, test } from 'vitest'
import { createInboxBench, deliver } from '../../../test/inbox-bench.ts'
import { buildDelivery, type WireFields } from '../../testing.ts'

const item = (fields: WireFields['message']) =>
  (buildDelivery('message', fields) as { messages: object[] }).messages[0]!

test('messages of a chat are handled in the order in which they came, not in that of their times', async () => {
  const { open, settle } = createInboxBench()
  const texts: unknown[] = []
  const webhooks = open().on('message', async ({ text }) => {
    await new Promise((resolve) => void setTimeout(resolve, text === 'a' ? 20 : 0))
    texts.push(text)
  })
  await webhooks.receive({ body: { messages: ['a', 'b'].map((text) => item({ text })) } })
  await webhooks.receive({ body: { messages: [item({ text: 'c', dateTime: '2026-01-14T00:00:00Z' })] } })
  await settle(webhooks)
  expect(texts).toEqual(['a', 'b', 'c'])
})

test('a chat whose handler fails waits, and another chat does not', async () => {
  const { open, settle, advance } = createInboxBench()
  const texts: unknown[] = []
  let isBroken = true
  const webhooks = open().on('message', ({ text, chatId }) => {
    if (isBroken && chatId === '1') throw new Error('broken')
    texts.push(text)
  })
  await webhooks.receive({ body: { messages: [item({ chatId: '1', text: 'a' }), item({ chatId: '1', text: 'b' })] } })
  await webhooks.receive({ body: { messages: [item({ chatId: '2', text: 'c' })] } })
  await settle(webhooks)
  expect(texts).toEqual(['c'])
  isBroken = false
  await advance(webhooks, 2_000)
  expect(texts).toEqual(['c', 'a', 'b'])
})

test.each(['messageEdited', 'messageDeleted'] as const)(
  'a %s event without a chat is handled after its message, also in the same delivery',
  async (kind) => {
    const { open, account } = createInboxBench()
    const webhooks = open()
    const lane = async (id: RegExp) => {
      const events = await account.driver.listEvents('main', { state: 'waiting', limit: 10 })
      return events.find((event) => id.test(event.id))?.lane
    }
    const change = (messageId: string) =>
      (buildDelivery(kind, { messageId, channelId: null, chatType: null, chatId: null }) as { messages: object[] })
        .messages
    await webhooks.receive({ body: { messages: [item({ messageId: 'm1', chatId: '1' }), ...change('m1')] } })
    await deliver(webhooks, 'message', { messageId: 'm2', chatId: '2' })
    await webhooks.receive({ body: { messages: [...change('m2'), ...change('m3')] } })
    expect(await lane(/^(edit|deletion):m1/)).toBe(await lane(/^message:m1/))
    expect(await lane(/^(edit|deletion):m2/)).toBe(await lane(/^message:m2/))
    expect(await lane(/^(edit|deletion):m3/)).toBe('in/message/m3')
  },
)

test('a status does not wait for the chat', async () => {
  const { open, settle } = createInboxBench()
  const seen: string[] = []
  const webhooks = open()
    .on('echo', () => {
      throw new Error('broken')
    })
    .on('status', ({ kind }) => void seen.push(kind))
  await deliver(webhooks, 'echo', { messageId: 'm1' })
  await deliver(webhooks, 'status', { messageId: 'm1' })
  await settle(webhooks)
  expect(seen).toEqual(['status'])
})
