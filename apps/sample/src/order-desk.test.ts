import { createWazzup, createWebhooks, type EventKind } from '@wazzup-kit/core'
import { buildDelivery, type WireFields } from '@wazzup-kit/core/testing'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { beforeEach, expect, test } from 'vitest'
import { createOrderDesk } from './order-desk.ts'

const emulator = createEmulator()
const { whatsapp: channelId } = channelIds
let reports: string[]
let receive: (body: object) => Promise<unknown>

beforeEach(() => {
  emulator.reset()
  reports = []
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const orders = new Map([['1001', 'on its way']])
  const desk = createOrderDesk({ orders, report: (line) => reports.push(line) })
  const webhooks = createWebhooks({ secret: false, wazzup })
    .on('message', desk.message)
    .on('echo', desk.echo)
    .on('status', desk.status)
    .on('createContact', desk.createContact)
    .on('channel', desk.channel)
  receive = async (body) => {
    const { status, body: text } = await webhooks.receive({ body })
    return text === undefined ? { status } : { status, body: JSON.parse(text) as unknown }
  }
})

const said = () => emulator.ledger.map(({ chatId, text }) => `${chatId}: ${text}`)
const anna = '79011112233'
const build = <Kind extends EventKind>(kind: Kind, fields?: WireFields[Kind]) =>
  buildDelivery(kind, { ...fields, ...(kind === 'message' && { channelId }) } as WireFields[Kind])

test('greets once, and then explains what it can do', async () => {
  await receive(build('message', { text: 'Hello' }))
  await receive(build('message', { text: 'How are you?' }))
  expect(said()).toEqual([
    `${anna}: Hello! Send me the number of your order and I will tell you where it is.`,
    `${anna}: Sorry, I only know about orders: send me a number, such as 1001.`,
  ])
})

test('finds the number of an order anywhere in the text', async () => {
  await receive(build('message', { text: 'where is #1001, please?' }))
  await receive(build('message', { text: '4242' }))
  expect(said()).toEqual([
    `${anna}: Order 1001: on its way.`,
    `${anna}: There is no order 4242. Please check the number.`,
  ])
})

test('replies once to a repeated delivery', async () => {
  const delivery = build('message', { text: '1001' })
  await Promise.all([receive(delivery), receive(delivery)])
  await receive(delivery)
  expect(said()).toHaveLength(1)
})

test('does not reply to pictures', async () => {
  await receive(build('message', { type: 'image', text: 'my order 1001' }))
  expect(said()).toEqual([])
})

const at = (time: string) => `2026-01-15T${time}:00.001Z`

test.each([
  ['in Wazzup', { authorName: 'Olga', authorId: 'user-1', sentFromApp: true }],
  ['in the CRM', { authorName: 'Olga', authorId: 'user-1' }],
  ['on the phone', { authorName: null }],
])('does not reply in a chat for half an hour after an operator wrote %s', async (_, author) => {
  await receive(build('echo', { ...author, dateTime: at('10:00') }))
  await receive(build('message', { text: '1001', dateTime: at('10:29') }))
  expect(said()).toEqual([])
  await receive(build('message', { text: '1001', dateTime: at('10:10'), chatId: '79015556677' }))
  await receive(build('message', { text: '1001', dateTime: at('10:30') }))
  expect(said()).toEqual(['79015556677: Order 1001: on its way.', `${anna}: Order 1001: on its way.`])
})

test('still replies after its own echo', async () => {
  await receive(build('echo', { dateTime: at('10:00') }))
  await receive(build('message', { text: '1001', dateTime: at('10:01') }))
  expect(said()).toHaveLength(1)
})

test('reports what failed, and what to do, from a status and from an echo', async () => {
  const error = { error: 'BAD_CONTACT', description: 'Bad contact' }
  await receive(build('status', { status: 'error', error }))
  await receive(build('echo', { status: 'error', error }))
  await receive(build('status', { status: 'read' }))
  const line =
    'A message did not arrive. The messenger (WhatsApp or Telegram) has no such account. Check the `chatId`, `phone` or `username` and reach the customer through another messenger.'
  expect(reports).toEqual([line, line])
})

test('reports the state of channels', async () => {
  await receive(build('channel', { channelId: 'shop', state: 'qr' }))
  await receive(build('channel', { channelId: 'shop', state: 'active' }))
  expect(reports).toEqual(['Channel shop cannot send: qr.', 'Channel shop works again.'])
})

test('returns the contact that Wazzup asks for, and the same one when Wazzup asks again', async () => {
  const chat = { chatType: 'whatsapp', chatId: anna }
  const body = { id: 'contact-1', name: 'Anna', responsibleUserId: 'user-1', contactData: [chat] }
  expect(await receive(build('createContact'))).toEqual({ status: 200, body })
  expect(await receive(build('createContact'))).toEqual({ status: 200, body })
  const other = { chatType: 'telegram', chatId: '123456789' }
  expect(await receive(build('createContact', { name: null, contactData: [other] }))).toEqual({
    status: 200,
    body: { id: 'contact-2', name: 'telegram 123456789', responsibleUserId: 'user-1', contactData: [other] },
  })
})
