/** A position in a user's code. `¦` marks the cursor of a hover or a completion; a mistake is reported by the compiler. */
export interface Scene {
  kind: 'hover' | 'completion' | 'mistake'
  code: string
}

/** The code in front of each scene. Its names are used by the scenes. */
export const setup = `
import { createGateway, createWazzup, createWebhooks, isWazzupError, splitBatches, pickLaterStatus, type Message } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/express-middleware'
import { handler as handleFetch } from '@wazzup-kit/edge'
import { OnWazzup, WazzupModule } from '@wazzup-kit/nestjs'
import { createEmulator } from '@wazzup-kit/emulator'
const wazzup = createWazzup({ apiKey: 'key' })
const webhooks = createWebhooks({ secret: 'secret', wazzup })
const emulator = createEmulator()
const channelId = 'c0000000-0000-4000-8000-000000000001'
const whatsapp = { channelId, chatType: 'whatsapp', chatId: '79011112233' } as const
const telegram = { channelId, chatType: 'telegram', chatId: '1', text: 'Hello' } as const
const max = { channelId, chatType: 'max', chatId: '1', text: 'Hello' } as const
declare const error: unknown
export {}
`

const hovers = [
  'wazzup.¦messages',
  'wazzup.messages.¦send',
  'wazzup.messages.¦edit',
  'wazzup.channels.¦list',
  'wazzup.contacts.¦save',
  'wazzup.contacts.¦get',
  'wazzup.deals.¦save',
  'wazzup.deals.¦deleteMany',
  'wazzup.chatWindow.¦get',
  'wazzup.subscription.¦ensure',
  'wazzup.templates.¦list',
  'wazzup.unanswered.¦get',
  "wazzup.messages.send({ ...whatsapp, ¦text: 'Hello' })",
  "wazzup.messages.send({ ...whatsapp, ¦contentUri: 'https://example.com/a.png' })",
  "wazzup.messages.send({ ...whatsapp, ¦templateId: '1' })",
  "wazzup.messages.send({ ...whatsapp, text: 'Hello', ¦crmMessageId: '1' })",
  "wazzup.messages.send({ channelId, chatType: 'viber', ¦chatId: '79011112233', text: 'Hello' })",
  "wazzup.messages.send({ channelId, ¦chatType: 'viber', chatId: '79011112233', text: 'Hello' })",
  "wazzup.messages.send({ channelId, chatType: 'telegram', ¦username: 'anna', text: 'Hello' })",
  'wazzup.messages.send({ ...max, ¦buttonsObject: { buttons: [] } })',
  "wazzup.messages.edit({ messageId: '1', ¦text: 'Hello' })",
  "wazzup.messages.send({ ...whatsapp, text: 'Hello' }, { ¦timeout: 1000 })",
  "createWazzup({ ¦apiKey: 'key' })",
  "createWazzup({ apiKey: 'key', ¦maxRetries: 3 })",
  "¦createWebhooks({ secret: 'secret' })",
  "webhooks.on('message', (¦message) => {})",
  "webhooks.on('message', ({ ¦text }) => {})",
  "webhooks.on('message', ({ ¦dateTime }) => {})",
  "webhooks.on('message', (message, { ¦reply }) => {})",
  "webhooks.on('message', (message, { reply }) => reply({ ¦text: 'Hello' }))",
  "webhooks.on('message', (message, { ¦signal }) => {})",
  "webhooks.on('channel', ({ ¦state }) => {})",
  "webhooks.on('status', (status) => status.¦error)",
  "webhooks.on('createContact', ({ ¦contactData }) => ({ id: '1', responsibleUserId: '2', name: 'Dora', contactData }))",
  'declare const m: Message; m.¦author',
  'if (isWazzupError(error)) error.¦remedy',
  'if (isWazzupError(error)) error.¦effect',
  'const [channel] = await wazzup.channels.list(); channel?.¦transport',
  "const sent = await wazzup.messages.send({ ...whatsapp, text: 'Hello' }); sent.¦repeated",
  '¦splitBatches',
  '¦pickLaterStatus',
  'emulator.simulate.customer.¦send()',
  'emulator.faults.calls.¦next',
  "¦handler(webhooks, { runHandlers: 'afterResponse' })",
  "handler(webhooks, { ¦runHandlers: 'afterResponse' })",
  '¦handleFetch(webhooks)',
  "createGateway({ wazzup, ¦allow: ['users.get'], authorize: () => 401 })",
  "createGateway({ wazzup, allow: ['users.get'], ¦authorize: () => 401 })",
  'WazzupModule.¦forRoot',
  'WazzupModule.¦forRootAsync',
]

const completions = [
  'wazzup.¦',
  'wazzup.messages.¦',
  "wazzup.messages.send({ channelId, chatType: '¦' })",
  'wazzup.messages.send({ ...whatsapp, ¦ })',
  "wazzup.messages.send({ channelId, chatType: 'viber', chatId: '1', ¦ })",
  "wazzup.messages.send({ channelId, chatType: 'viber', chatId: '1', text: 'Hello', ¦ })",
  "wazzup.messages.send({ ...max, buttonsObject: { buttons: [[{ type: '¦' }]] } })",
  'wazzup.messages.send({ ...max, buttonsObject: { buttons: [[{ ¦ }]] } })',
  "wazzup.messages.send({ ...telegram, buttonsObject: { replyMarkup: '¦' } })",
  "webhooks.on('¦', () => {})",
  "webhooks.on('message', (message) => message.¦)",
  "webhooks.on('message', (message, { ¦ }) => {})",
  "createGateway({ wazzup, allow: ['messages.¦'], authorize: () => 401 })",
  'createGateway({ wazzup, ¦ })',
  'if (isWazzupError(error)) error.¦',
  "isWazzupError(error, 'CHANNEL_¦')",
  "emulator.faults.calls.next('¦')",
  "emulator.faults.deliveries.next('¦')",
  'emulator.simulate.¦',
  'emulator.simulate.customer.¦',
  'emulator.simulate.message.¦',
]

const mistakes = [
  "wazzup.messages.send({ channelId, chatType: 'wapi', chatId: '1', text: 'Hello' })",
  "wazzup.messages.send({ channelId, chatType: 'whatsapp', text: 'Hello' })",
  'wazzup.messages.send({ ...whatsapp })',
  "wazzup.messages.send({ ...whatsapp, text: 'Hello', contentUri: 'https://example.com/a.png' })",
  "wazzup.messages.send({ ...whatsapp, text: 'Hello', phone: '79011112233' })",
  "wazzup.messages.send({ ...whatsapp, text: 'Hello', username: 'anna' })",
  "wazzup.messages.send({ channelId, chatType: 'viber', chatId: '1', text: 'Hello', templateId: '1' })",
  "wazzup.messages.send({ ...telegram, phone: '79011112233' })",
  "const message: { chatType: string } = { chatType: 'viber' }; wazzup.messages.send({ channelId, chatType: message.chatType, chatId: '1' })",
  "wazzup.messages.send({ ...whatsapp, message: 'Hello' })",
  'wazzup.messages.send({ ...whatsapp, text: 42 })',
  "wazzup.messages.send({ chatType: 'whatsapp', chatId: '1', text: 'Hello' })",
  "wazzup.messages.send({ channelId, chatType: 'viber', chatId: '1', text: 'Hello', buttonsObject: { buttons: [] } })",
  "wazzup.messages.send({ channelId, chatType: 'telegram', chatId: '1', text: 'Hello', buttonsObject: { buttons: [{ text: 'Yes', type: 'url' }] } })",
  "wazzup.messages.send({ ...max, buttonsObject: { buttons: [[{ type: 'link', text: 'Open', payload: '1' }]] } })",
  "wazzup.messages.sent({ ...whatsapp, text: 'Hello' })",
  "wazzup.message.send({ ...whatsapp, text: 'Hello' })",
  "wazzup.messages.edit({ messageId: '1' })",
  "wazzup.contacts.save({ contacts: [{ id: 1, name: 'Dora', responsibleUserId: '1', contactData: [] }] })",
  "wazzup.contacts.save([{ id: '1' }])",
  'createWazzup({})',
  'createWazzup({ apiKey: process.env.WAZZUP_API_KEY })',
  "createWazzup({ apiKey: 'key', retries: 3 })",
  'createWebhooks({})',
  "webhooks.on('messages', () => {})",
  "webhooks.on('message', ({ txet }) => {})",
  "webhooks.on('echo', (echo, { reply }) => reply({ text: 'Hello' }))",
  "webhooks.on('message', async (message, { reply }) => reply('Hello'))",
  "webhooks.on('message', (message, { reply }) => reply({}))",
  "webhooks.on('createContact', () => {})",
  "webhooks.on('createContact', () => ({ id: '1', name: 'Dora' }))",
  "class Crm { @OnWazzup('createContact') create(): void {} }",
  "class Bot { @OnWazzup('messages') answer(message: Message): void {} }",
  "createGateway({ wazzup, allow: ['users.purge'], authorize: () => 401 })",
  'handleFetch({})',
  'if (isWazzupError(error)) error.cod',
  'for (const channel of wazzup.channels.list()) channel',
  "emulator.faults.calls.next('time out')",
  "emulator.faults.deliveries.next('dropped')",
  'emulator.simulate.customer.send("Hello")',
]

/** All scenes, in the order of editor.md. */
export const scenes: readonly Scene[] = [
  ...hovers.map((code): Scene => ({ kind: 'hover', code })),
  ...completions.map((code): Scene => ({ kind: 'completion', code })),
  ...mistakes.map((code): Scene => ({ kind: 'mistake', code })),
]
