import { createWazzup, createWebhooks, eventKinds, getFile, type EventKind, type Events } from '@wazzup-kit/core'
import { readChoice } from '@wazzup-kit/core/messengers'
import { channelIds, createEmulator, type Emulator, type WebhookMessage } from '@wazzup-kit/emulator'
import { handler } from '@wazzup-kit/edge'
import { beforeEach, expect, test } from 'vitest'

// The receiver reads the deliveries of the emulator as the events that were simulated.

let emulator: Emulator
let events: Events[EventKind][]

beforeEach(async () => {
  events = []
  const webhooks = createWebhooks({ secret: 'secret' })
  for (const kind of eventKinds) webhooks.on(kind, ((event: Events[EventKind]) => events.push(event)) as never)
  const handle = handler(webhooks)
  emulator = createEmulator({ webhookFetch: (url, init) => handle(new Request(url, init)) })
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  await wazzup.subscription.ensure({ url: 'https://bot.example/?key=secret' })
})

async function written<Kind extends EventKind = 'message'>(message: Partial<WebhookMessage> & { fileName?: string }) {
  emulator.simulate.customer.send(message)
  await emulator.settled()
  return events.at(-1) as Events[Kind]
}

test.each<[EventKind, Partial<WebhookMessage>]>([
  ['message', { text: 'Hello' }],
  ['message', { type: 'image' }],
  ['message', { type: 'unsupported' }],
  ['groupMessage', { chatType: 'whatsgroup', chatId: '79000000201-1600000000' }],
  ['groupMessage', { channelId: channelIds.tgapi, chatType: 'telegroup', chatId: '-100123' }],
  ['missedCall', { type: 'missing_call' }],
  ['system', { type: 'system', text: 'Messages are encrypted' }],
])('receives %s for a simulated message %j', async (kind, message) => {
  expect(await written(message)).toMatchObject({ kind, author: { is: 'customer' } })
})

test('reads the name and hash of a file, and recognizes a sticker', async () => {
  const { contentUri } = await written({ type: 'document', fileName: 'Счёт № 1.pdf' })
  expect(getFile({ contentUri })).toEqual({
    url: contentUri,
    name: 'Счёт № 1.pdf',
    hash: expect.stringMatching(/^[\da-f]{32}$/),
    isSticker: false,
  })
  expect(getFile(await written({ type: 'image', fileName: 'sticker.was' }))).toMatchObject({ isSticker: true })
})

test('reads the message that a message quotes', async () => {
  const { messageId } = emulator.simulate.customer.send({ text: 'First' })
  emulator.simulate.customer.send({ text: 'Second', quotes: messageId })
  await emulator.settled()
  expect(events.at(-1)).toMatchObject({
    kind: 'message',
    quotedMessageId: messageId,
    quotedMessage: { messageId, text: 'First' },
  })
})

test('reads the post of a comment on Instagram', async () => {
  const instPost = { id: 'p', description: 'Our shop', likes: 3, timestamp: 1_794_147_360_002 }
  const message = await written({ channelId: channelIds.instagram, instPost })
  expect(message).toMatchObject({
    kind: 'message',
    instPost: { id: 'p', description: 'Our shop', likes: 3, timestamp: '2026-11-08T14:16:00.002Z' },
  })
})

test.each([
  ['the number of a WABA button without payload', channelIds.wapi, 'wapi', undefined, '1'],
  ['the payload of a WABA button', channelIds.wapi, 'wapi', 'no', 'no'],
])('receives %s when the button is pressed', async (_, channelId, transport, payload, text) => {
  const { chatId } = await written({ channelId })
  const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch })
  const button = (label: string, id: string) => ({
    text: label,
    type: 'text' as const,
    ...(payload && { payload: id }),
  })
  const { messageId } = await wazzup.messages.send({
    channelId,
    chatType: 'whatsapp',
    chatId,
    text: 'Will you come?',
    buttonsObject: { buttons: [button('Yes', 'yes'), button('No', 'no')] },
  })
  emulator.simulate.customer.press(messageId!, 1)
  await emulator.settled()
  const answer = events.findLast(({ kind }) => kind === 'message') as Events['message']
  expect(answer.text).toBe(text)
  const options = [
    { id: 'yes', text: 'Yes' },
    { id: 'no', text: 'No' },
  ]
  expect(readChoice({ transport }, answer, options)?.id).toBe('no')
})
