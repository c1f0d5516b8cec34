import { createServer } from 'node:http'
import { Module } from '@nestjs/common'
import {
  chatWindow,
  createClient,
  createGateway,
  createWazzup,
  createWebhooks,
  isWazzupError,
  messages,
  subscription,
  type Message,
  type Wazzup,
} from '@wazzup-kit/core'
import { checkMessage } from '@wazzup-kit/core/messengers'
import { apiErrors, type ApiErrorCode } from '@wazzup-kit/core/errors'
import { downloadFile } from '@wazzup-kit/core/files'
import { createTenants } from '@wazzup-kit/core/tenants'
import { createMarketplace } from '@wazzup-kit/core/marketplace'
import { endpoints } from '@wazzup-kit/core/schemas'
import { buildDelivery, buildEvent } from '@wazzup-kit/core/testing'
import { createReceiver } from '@wazzup-kit/core/webhooks'
import { createOutbox, createMemoryStore } from '@wazzup-kit/core/store'
import { handler as edgeHandler, tenantHandler as edgeTenantHandler } from '@wazzup-kit/edge'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { wazzupMatchers } from '@wazzup-kit/emulator/matchers'
import { errorHandler, handler, tenantHandler } from '@wazzup-kit/express-middleware'
import { OnWazzup, WazzupModule, type WazzupContext } from '@wazzup-kit/nestjs'
import { nodeFetch } from '@wazzup-kit/node-http'
import { createSqliteStore } from '@wazzup-kit/sqlite'
import express from 'express'

// Compiled only. All constants are exported without a written type, so their inferred types must be nameable.

export const emulator = createEmulator({ seed: 'declarations' })
export const wazzup = createWazzup({ apiKey: emulator.keys.apiKey, fetch: nodeFetch({ maxSockets: 2 }) })
export const client = createClient({ chatWindow, subscription }, { apiKey: 'key' })
export const { messages: calls } = createClient({ messages }, { apiKey: 'key' })
export const { edit } = calls
export const flags = client.subscription.get().then(({ subscriptions }) => subscriptions)
export const marketplace = createMarketplace({ partnerKey: 'key' })
export const { wauth, marketplace: entry, migration } = marketplace
export const webhooks = createWebhooks({ secret: 'secret', wazzup })
export const store = createSqliteStore({ path: 'bot.db' })
export const memory = createMemoryStore()
export const outbox = createOutbox({ wazzup, store: store.forAccount('main') })
export const entry17 = outbox.get('ready:17')
export const durable = createWebhooks({ secret: 'secret', outbox })
export const receiver = createReceiver({ secret: false })
export const gateway = createGateway({ wazzup, allow: ['channels.list'], authorize: () => 401 })
export const middleware = [handler(webhooks), errorHandler()]
export const server = createServer(handler(gateway, { path: '/api/wazzup' }))
export const worker = { fetch: edgeHandler(webhooks) }
export const tenants = createTenants({
  store: memory,
  resolve: async (id) => ({ client: { apiKey: id }, webhooks: { secret: id } }),
  setUp: ({ outbox, timers }) => [outbox.pauses(), timers.store],
})
export const tenantMiddleware = tenantHandler(tenants, (request) => request.url)
export const tenantWorker = { fetch: edgeTenantHandler(tenants, (request) => request.url) }
export const file = downloadFile('https://files.example/a', { hosts: ['files.example'], maxBytes: 1 })
export const path = endpoints.messages.send.path
export const matchers = Object.keys(wazzupMatchers)
export const delivery = buildDelivery('message', { text: 'Hello' })
export const event = buildEvent('status', { status: 'delivered' })
export const whatsapp = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79011112233' } as const

express().post('/wazzup', handler(webhooks)).use(errorHandler())
webhooks.on('message', async ({ text, author }, { reply, wazzup }) => {
  if (text) await reply({ text: `${author.is}: ${text}` })
  for await (const { transport, state } of wazzup.channels.list()) console.log(transport, state)
})
webhooks.on('status', ({ status, error }) => console.log(status, error?.meaning))
webhooks.on('createDeal', ({ contacts }) => ({ id: 1, responsibleUserId: 2, name: 'Deal', contacts, closed: false }))
emulator.simulate.customer.send({ text: 'Hello' })

@Module({
  imports: [WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: 'secret' } })],
})
export class Bot {
  @OnWazzup('message')
  async answer({ text }: Message, { reply }: WazzupContext<'message'>): Promise<void> {
    if (text) await reply({ text })
  }
}

export async function send(client: Wazzup): Promise<string> {
  const { messageId } = await client.messages.send({ ...whatsapp, text: 'Hello' })
  if (messageId) await client.messages.edit({ messageId, text: 'Hello again' })
  const warnings = checkMessage({ ...whatsapp, text: 'Hello' }, { transport: 'whatsapp' })
  try {
    await client.contacts.get({ id: String(warnings.length) })
  } catch (error) {
    if (isWazzupError(error, 'BALANCE_IS_EMPTY')) return error.code
  }
  const code: ApiErrorCode = 'BALANCE_IS_EMPTY'
  return apiErrors[code].retry
}

/** If a declaration became `any`, these comments would have no error to expect. */
export function misuse(): void {
  // @ts-expect-error a message has either text or contentUri
  void wazzup.messages.send({ ...whatsapp, text: 'Hello', contentUri: 'https://example.com/a.png' })
  // @ts-expect-error the handler must return the entity
  webhooks.on('createContact', () => {})
  // @ts-expect-error a marketplace client needs a key
  createMarketplace({})
  // @ts-expect-error the code does not exist
  void (apiErrors satisfies { NO_SUCH_CODE: unknown })
  // @ts-expect-error no endpoint has this name
  void endpoints.messages.post
  // @ts-expect-error a text is a string
  void checkMessage({ ...whatsapp, text: 7 }, { transport: 'whatsapp' })
  // @ts-expect-error no event has this name
  buildDelivery('pigeon')
  // @ts-expect-error no event has this name
  receiver.on('pigeon', () => {})
  // @ts-expect-error webhooks are missing
  edgeHandler()
  // @ts-expect-error webhooks are missing
  handler()
  // @ts-expect-error a tenant without a store has no outbox
  createTenants({ resolve: async () => undefined, setUp: ({ outbox }) => outbox.pauses() })
  // @ts-expect-error hosts are missing
  void downloadFile('https://files.example/a', { maxBytes: 1 })
  // @ts-expect-error no channel has this name
  void channelIds.pigeon
  // @ts-expect-error no matcher has this name
  void wazzupMatchers.toHaveFlown
  // @ts-expect-error an API key is a string
  WazzupModule.forRoot({ client: { apiKey: 7 } })
  // @ts-expect-error a number of sockets is a number
  nodeFetch({ maxSockets: 'many' })
}
