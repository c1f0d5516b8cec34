import type { Webhooks } from '@wazzup-kit/core'
import { createMemoryStore, createStore, giveUp, type Outbox, type StoreDriver } from '@wazzup-kit/core/store'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { beforeEach, expect, test } from 'vitest'
import { OnOutbox } from '../handlers/on-outbox.decorator.ts'
import { OnWazzup } from '../handlers/on-wazzup.decorator.ts'
import { platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import { getOutboxToken, getWebhooksToken } from '../wazzup.tokens.ts'
import { WazzupHealthIndicator } from './wazzup-health-indicator.service.ts'

const emulator = createEmulator()
const client = { apiKey: emulator.keys.apiKey, fetch: emulator.fetch }
beforeEach(() => emulator.reset())

/** A clock that stands still, so that ages are exact. */
let now = Date.parse('2026-06-01T12:00:00.000Z')
const clock = { now: () => now }

class Bot {
  @OnWazzup('message')
  fail(): void {
    throw giveUp('there is no order 17')
  }
}

/** Handlers of the outbox, of which one can succeed later. */
class Notices {
  @OnOutbox('accepted')
  later(): void {
    throw new Error('the CRM is down')
  }

  @OnOutbox('rejected')
  never(): void {
    throw giveUp('there is no order 18')
  }
}

async function start(store = createMemoryStore({ clock })) {
  const webhooks = { secret: false, onError: () => {} } as const
  const outbox = { onError: () => {} }
  const imports = [WazzupModule.forRoot({ client, store, webhooks, outbox, work: 'elsewhere' })]
  const { app } = await startApp(platforms[0], { imports, providers: [Bot, Notices] })
  const receiver = app.get<Webhooks>(getWebhooksToken())
  return { indicator: app.get(WazzupHealthIndicator), receiver, outbox: app.get<Outbox>(getOutboxToken()) }
}

const empty = { waiting: 0, oldest: 0, toSend: 0, dead: 0, paused: [] }

test('counts what waits, is dead and is paused, and is down above a limit', async () => {
  const { indicator, receiver, outbox } = await start()
  expect(await indicator.checkStore('store')).toEqual({ store: { status: 'up', ...empty } })

  await receiver.receive({ body: buildDelivery('message', { messageId: 'm1' }) })
  await receiver.drain({ deadline: 5_000 })
  await receiver.receive({ body: buildDelivery('message', { messageId: 'm2' }) })
  now += 30_000
  await receiver.receive({ body: buildDelivery('message', { messageId: 'm3' }) })
  emulator.state.channels.get(channelIds.whatsapp)!.state = 'notEnoughMoney'
  const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000201' } as const
  await outbox.send({ ...chat, text: 'Ready.' }, { id: 'ready:17' })
  await outbox.drain({ deadline: 5_000 })

  const content = { waiting: 2, oldest: 30_000, toSend: 1, dead: 1 }
  const health = await indicator.checkStore('store')
  expect(health).toEqual({
    store: { status: 'up', ...content, paused: [{ channelId: channelIds.whatsapp, reason: expect.any(String) }] },
  })
  const enough = { waiting: 2, oldest: 30_000, toSend: 1, dead: 1, paused: 1 }
  expect((await indicator.checkStore('store', { limits: enough })).store.status).toBe('up')
  for (const [name, value] of Object.entries(enough)) {
    const { store } = await indicator.checkStore('store', { limits: { ...enough, [name]: value - 1 } })
    const message = `${name} is ${value}, above its limit of ${value - 1}`
    expect(store).toMatchObject({ status: 'down', message, ...content })
  }
})

test('counts events of the outbox that wait for handlers, and those that are dead', async () => {
  const { indicator, receiver, outbox } = await start()
  const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000201' } as const
  await outbox.send({ ...chat, text: 'Ready.' }, { id: 'ready:17' })
  await outbox.send({ ...chat, chatId: 'no number', text: 'Ready.' }, { id: 'ready:18' })
  await outbox.drain({ deadline: 5_000 })
  now += 500
  const { store } = await indicator.checkStore('store')
  expect(store).toMatchObject({ status: 'up', waiting: 1, oldest: 500, dead: 1 })
  // The receiver knows its own dead letters only.
  expect(await receiver.deadLetters()).toEqual([])
  const dead = await outbox.store.deadLetters()
  expect(dead.map(({ error }) => error)).toEqual([expect.stringContaining('there is no order 18')])
  expect(await outbox.store.replay(dead.map(({ id }) => id))).toBe(1)
})

test('counts a message to send from its notBefore on', async () => {
  const { indicator, outbox } = await start()
  const toSend = async () => (await indicator.checkStore('store')).store.toSend
  emulator.state.channels.get(channelIds.whatsapp)!.state = 'notEnoughMoney'
  const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000201' } as const
  await outbox.send({ ...chat, text: 'Ready.' }, { id: 'ready:17', notBefore: now + 60_000 })
  await outbox.drain({ deadline: 5_000 })
  expect(await toSend()).toBe(0)
  now += 60_000
  await outbox.drain({ deadline: 5_000 })
  expect(await toSend()).toBe(1)
})

/** A store whose `stats` does something else. */
function storeWith(stats: StoreDriver['stats']) {
  const { driver } = createMemoryStore().forAccount('main')
  return createStore({ ...driver, stats })
}

test('is down when the store fails, without the text of the error', async () => {
  const { indicator } = await start(
    storeWith(async () => {
      throw new Error('connect to postgres://bot:a-secret-password@db failed')
    }),
  )
  const health = await indicator.checkStore('store')
  expect(health).toEqual({ store: { status: 'down', message: 'the store could not be read' } })
})

test('is down when the store does not answer in time', async () => {
  const { indicator } = await start(storeWith(() => new Promise(() => {})))
  const health = await indicator.checkStore('store', { timeout: 20 })
  expect(health).toEqual({ store: { status: 'down', message: 'the store did not answer within 20 ms' } })
})

test('throws without a store', async () => {
  const imports = [WazzupModule.forRoot({ client })]
  const { app } = await startApp(platforms[0], { imports })
  await expect(app.get(WazzupHealthIndicator).checkStore('store')).rejects.toThrow('needs the option "store"')
})
