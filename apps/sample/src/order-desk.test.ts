import { createWazzup, createWebhooks, type Webhooks } from '@wazzup-kit/core'
import { createMemoryStore, createOutbox } from '@wazzup-kit/core/store'
import { buildDelivery, type WireFields } from '@wazzup-kit/core/testing'
import { handler } from '@wazzup-kit/edge'
import { channelIds, createEmulator, type CustomerMessage } from '@wazzup-kit/emulator'
import { beforeEach, expect, test } from 'vitest'
import { createOrderDesk, quick, takeover, troubles } from './order-desk.ts'
import { orders } from './orders.ts'

const emulator = createEmulator({
  now: () => Date.UTC(2026, 0, 15, 10), // WhatsApp dates a message to the minute, so the second would count
  webhookFetch: (url, init) => receive(new Request(url, init)),
})
const { simulate, faults, ledger } = emulator
const minute = 60_000
let reports: string[]
let webhooks: Webhooks
let desk: ReturnType<typeof createOrderDesk>
let receive: (request: Request) => Promise<Response>

beforeEach(async () => {
  emulator.reset()
  reports = []
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const store = createMemoryStore({ clock: emulator.clock }).forAccount('main')
  const outbox = createOutbox({ wazzup, store })
  desk = createOrderDesk({ wazzup, outbox, orders, report: (line) => reports.push(line) })
  outbox.on(troubles, desk.trouble)
  webhooks = createWebhooks({ secret: 'test', outbox, takeover })
    .onQuiet(quick, desk.messages)
    .on('status', desk.status)
    .on('createContact', desk.createContact)
    .on('channel', desk.channel)
  receive = handler(webhooks)
  await wazzup.subscription.ensure({ url: 'https://bot.example/wazzup', secret: 'test' })
})

/** Moves the clock, and lets everything that is due happen. */
async function pass(milliseconds: number): Promise<void> {
  emulator.clock.advance(milliseconds)
  for (let turn = 0; turn < 3; turn++) {
    await emulator.settled()
    await webhooks.drain({ deadline: 5_000 })
  }
}

/** A customer writes, and the bot has its quiet time. */
async function write(...messages: (string | CustomerMessage)[]): Promise<void> {
  for (const message of messages) simulate.customer.send(typeof message === 'string' ? { text: message } : message)
  await pass(0)
  await pass(quick.quiet)
}

const sent = () => ledger.map(({ text, contentUri }) => text ?? contentUri)
const of1001 = 'Order 1001: with the courier, at your door before 14:00.'

test('explains what it can do', async () => {
  await write('How are you?')
  expect(sent()).toEqual([
    'Hello! Send me the number of your order, such as 1001. For its invoice, write "invoice 1001".',
  ])
})

test('finds the number of an order anywhere in the text', async () => {
  await write('where is #1001, please?')
  await write('4242')
  expect(sent()).toEqual([of1001, 'There is no order 4242. Please check the number.'])
})

test('answers messages in a row with one message, which names each order once', async () => {
  await write('Hello!', '1001', 'and 1002?', 'I mean 1001')
  expect(sent()).toEqual([`${of1001}\nOrder 1002: packed, it leaves us tomorrow.`])
})

test('answers once to a repeated delivery', async () => {
  faults.deliveries.next('repeated', { about: 'messages' })
  await write('1001')
  await pass(minute)
  expect(sent()).toEqual([of1001])
})

test('does not answer pictures', async () => {
  await write({ type: 'image', contentUri: 'https://files.example/1001.png' })
  expect(sent()).toEqual([])
})

test('does not answer public comments', async () => {
  await write({ text: '1001', instPost: { id: 'post' } })
  expect(sent()).toEqual([])
})

test('does not answer a message that has waited for a quarter of an hour', async () => {
  simulate.customer.send({ text: '1001' })
  await emulator.settled()
  await pass(16 * minute)
  expect(sent()).toEqual([])
})

test.each(['wazzup', 'crm', 'phone'] as const)(
  'does not answer in a chat for half an hour after an operator wrote from %s',
  async (from) => {
    const { chatId } = simulate.customer.send({ text: 'Hello' })
    simulate.operator.send({ from, chatId })
    await pass(29 * minute)
    await write('1001', 'invoice 1003')
    expect(sent()).toEqual([])
    await write({ text: '1002', from: { name: 'Egor', phone: '79000000302' } })
    await pass(minute)
    await write('1001')
    expect(sent()).toEqual(['Order 1002: packed, it leaves us tomorrow.', of1001])
  },
)

test('still answers after its own echo', async () => {
  await write('1001')
  await write('1001')
  expect(sent()).toEqual([of1001, of1001])
})

const file = 'https://shop.example/invoice-1003.pdf'
const caption = 'The invoice of order 1003'

test('sends an invoice, and its caption when the file has arrived', async () => {
  faults.deliveries.next('late', { about: 'statuses', times: 2 })
  await write('Where is 1001?', 'And the invoice of 1003, please')
  expect(sent()).toEqual([file, of1001])
  await pass(minute)
  expect(sent()).toEqual([file, of1001, caption])
})

test('sends no caption when the file did not arrive, and reports it', async () => {
  simulate.message.failNext('TOO_BIG_CONTENT')
  await write('invoice 1003')
  await pass(60 * minute)
  expect(sent()).toEqual([file])
  expect(reports).toEqual([expect.stringMatching(/^A message did not arrive. The file is too large. /)])
})

test('tells a customer without WhatsApp in Telegram that an order is ready, once', async () => {
  faults.calls.respondWith('BAD_CONTACT', { route: 'messages.send' })
  await Promise.all([desk.tellReady('1004'), desk.tellReady('1004')])
  await pass(0)
  await desk.tellReady('1004')
  await pass(minute)
  expect(ledger).toMatchObject([{ channelId: channelIds.tgapi, text: 'Your order 1004 is ready.' }])
  expect(reports).toEqual([])
})

test('reports a message that no messenger has taken', async () => {
  faults.calls.respondWith('BAD_CONTACT', { route: 'messages.send', times: 2 })
  await desk.tellReady('1005')
  await pass(0)
  expect(sent()).toEqual([])
  expect(reports).toEqual(['Check the message ready/1005: rejected (BAD_CONTACT).'])
})

test('rejects the number of an order that does not exist', async () => {
  await expect(desk.tellReady('4242')).rejects.toThrow('There is no order 4242')
})

test.each(['statuses', 'messages'] as const)(
  'reports once that a message of an operator failed, in %s',
  async (inside) => {
    const { messageId } = simulate.operator.send({ from: 'crm', chatId: '79000000301' })
    simulate.message.markDelivered(simulate.operator.send({ from: 'crm', chatId: '79000000301' }).messageId)
    simulate.message.fail(messageId, 'BAD_CONTACT', { inside })
    await pass(0)
    const line =
      'A message did not arrive. WhatsApp or Telegram has no such account. Check `chatId`, `phone` or `username`, and try another messenger.'
    expect(reports).toEqual([line])
  },
)

test('reports the state of channels', async () => {
  simulate.channel.setState(channelIds.vk, 'qr')
  simulate.channel.setState(channelIds.vk, 'active')
  await pass(0)
  expect(reports).toEqual([`Channel ${channelIds.vk} cannot send: qr.`, `Channel ${channelIds.vk} works again.`])
})

test('returns the contact that Wazzup asks for, with an id that follows from its chats', async () => {
  const ask = async (more: WireFields['createContact']) =>
    JSON.parse(
      (await webhooks.receive({ body: buildDelivery('createContact', more), url: '/?key=test' })).body!,
    ) as object
  const chat = { chatType: 'telegram', chatId: '123456789' }
  const contact = { id: 'telegram-123456789', responsibleUserId: 'user-1', contactData: [chat] }
  expect(await ask({ name: 'Anna', contactData: [chat] })).toEqual({ ...contact, name: 'Anna' })
  await pass(60 * minute) // until then, the store answers a repeated question
  expect(await ask({ name: null, contactData: [chat] })).toEqual({ ...contact, name: 'telegram-123456789' })
})
