import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { createWazzup, type Message, type OnError, type Webhooks } from '@wazzup-kit/core'
import { createMemoryStore, createOutbox, type Outbox, type Store } from '@wazzup-kit/core/store'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { createSqliteStore } from '@wazzup-kit/sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { AppModule, failureToStart, platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import type { WazzupModuleOptions } from '../wazzup.options.ts'
import { getOutboxToken, getWebhooksToken } from '../wazzup.tokens.ts'
import { OnWazzup, type WazzupContext } from '../handlers/on-wazzup.decorator.ts'

const skipReason = process.getBuiltinModule?.('node:sqlite') ? false : 'skipped: needs Node 22.13 or newer'

function createPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nest-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'bot.db')
}

/** Two handlers of one kind, of which the second can fail. */
@Injectable()
class Bot implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly notes: string[] = []
  isDown = false

  onApplicationBootstrap(): void {
    this.notes.push('ready')
  }

  @OnWazzup('message')
  async answer({ text }: Message, { reply }: WazzupContext<'message'>): Promise<void> {
    this.notes.push(`answer ${text}`)
    await reply({ text: `You wrote: ${text}` })
  }

  @OnWazzup('message')
  save({ text }: Message): void {
    this.notes.push(`save ${text}`)
    if (this.isDown) throw new Error('the CRM is down')
  }

  onApplicationShutdown(): void {
    this.notes.push('stopped')
  }
}

const emulator = createEmulator()
const client = { apiKey: emulator.keys.apiKey, fetch: emulator.fetch }
beforeEach(() => emulator.reset())

function forRoot(store: Store, options: Partial<WazzupModuleOptions> = {}) {
  return WazzupModule.forRoot({ client, store, webhooks: { secret: false, onError: () => {} }, ...options })
}

/** A message of now: a reply to an old one would not leave. */
const delivery = (text: string) =>
  buildDelivery('message', {
    text,
    messageId: text,
    channelId: channelIds.whatsapp,
    dateTime: new Date().toISOString(),
  })
const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000201' } as const
const repliesTo = (text: string) => emulator.ledger.filter((entry) => entry.text === `You wrote: ${text}`)

describe.each([
  { name: 'a SQLite store', open: () => createSqliteStore({ path: createPath() }), skip: skipReason },
  { name: 'a memory store', open: () => createMemoryStore(), skip: false },
])('with $name', ({ open, skip }) => {
  test.skipIf(skip)(
    'an app handles stored events while it listens, and each handler has its name',
    async () => {
      const store = open()
      const { app, post } = await startApp(platforms[0], { imports: [forRoot(store)], providers: [Bot] })
      const bot = app.get(Bot)
      bot.isDown = true
      expect((await post('/wazzup', delivery('one'))).status).toBe(200)
      await expect.poll(() => bot.notes, { timeout: 10_000 }).toEqual(['ready', 'answer one', 'save one'])
      bot.isDown = false
      // Only the handler that failed runs again.
      await expect.poll(() => bot.notes, { timeout: 10_000 }).toEqual(['ready', 'answer one', 'save one', 'save one'])
      await expect.poll(() => repliesTo('one'), { timeout: 10_000 }).toHaveLength(1)
      await app.close()
      await store.close()
      expect(bot.notes.at(-1)).toBe('stopped')
    },
    30_000,
  )

  test.skipIf(skip)(
    'what an app has stored before its shutdown, the next one handles',
    async () => {
      const store = open()
      const first = await startApp(platforms[1], { imports: [forRoot(store)], providers: [Bot] })
      await first.app.close()
      const webhooks = first.app.get<Webhooks>(getWebhooksToken())
      expect(await webhooks.receive({ body: delivery('two') })).toMatchObject({ status: 200 })
      expect(first.app.get(Bot).notes).toEqual(['ready', 'stopped'])
      const second = await startApp(platforms[1], { imports: [forRoot(store)], providers: [Bot] })
      await expect.poll(() => repliesTo('two'), { timeout: 10_000 }).toHaveLength(1)
      expect(second.app.get(Bot).notes).toEqual(['ready', 'answer two', 'save two'])
      await second.app.close()
      await store.close()
    },
    30_000,
  )
})

test('an app without a server handles stored events from its start', async () => {
  const store = createMemoryStore()
  const app = await NestFactory.createApplicationContext(
    { module: AppModule, imports: [forRoot(store)], providers: [Bot] },
    { logger: false },
  )
  const webhooks = app.get<Webhooks>(getWebhooksToken())
  await webhooks.receive({ body: delivery('three') })
  await expect.poll(() => repliesTo('three'), { timeout: 10_000 }).toHaveLength(1)
  await app.close()
}, 30_000)

test('an app that does not listen handles stored events in drain', async () => {
  const store = createMemoryStore()
  const app = await NestFactory.create(
    { module: AppModule, imports: [forRoot(store)], providers: [Bot] },
    platforms[0].adapter(),
    { logger: false },
  )
  await app.init()
  const webhooks = app.get<Webhooks>(getWebhooksToken())
  await webhooks.receive({ body: delivery('four') })
  expect(repliesTo('four')).toEqual([])
  await webhooks.drain({ deadline: 5_000 })
  expect(repliesTo('four')).toHaveLength(1)
  await app.close()
})

test('an app with two handlers of the same name and a store does not start', async () => {
  const providers = ['one', 'two'].map((provide) => ({ provide, useFactory: () => new Bot() }))
  expect(await failureToStart({ imports: [forRoot(createMemoryStore())], providers })).toContain('Bot.answer')
})

test('the options of a handler are passed on', async () => {
  class Named extends Bot {
    @OnWazzup('message', { handlerName: 'of my own', maxAge: 1_000 })
    fresh({ text }: Message): void {
      this.notes.push(`fresh ${text}`)
      throw new Error('failed on demand')
    }
  }
  const failed: unknown[] = []
  const onError: OnError = (_error, _subject, run) => failed.push(run?.handler)
  const imports = [forRoot(createMemoryStore(), { webhooks: { secret: false, onError } })]
  const { app, post } = await startApp(platforms[0], { imports, providers: [Named] })
  await post('/wazzup', buildDelivery('message', { text: 'old', dateTime: '2020-01-01T00:00:00.000Z' }))
  await expect.poll(() => app.get(Named).notes, { timeout: 10_000 }).toContain('save old')
  await post('/wazzup', delivery('new'))
  await expect.poll(() => failed, { timeout: 10_000 }).toContain('of my own')
  expect(app.get(Named).notes).toContain('fresh new')
  expect(app.get(Named).notes).not.toContain('fresh old')
})

test.each(['beforeResponse', 'afterResponse'] as const)(
  'with runHandlers %s, handlers run after the events were stored, and again after a failure',
  async (runHandlers) => {
    const store = createMemoryStore()
    const imports = [forRoot(store, { runHandlers })]
    const { app, post } = await startApp(platforms[0], { imports, providers: [Bot] })
    const bot = app.get(Bot)
    bot.isDown = true
    expect((await post('/wazzup', delivery('eight'))).status).toBe(200)
    await expect.poll(() => bot.notes, { timeout: 10_000 }).toEqual(['ready', 'answer eight', 'save eight'])
    bot.isDown = false
    const again = ['ready', 'answer eight', 'save eight', 'save eight']
    await expect.poll(() => bot.notes, { timeout: 10_000 }).toEqual(again)
  },
)

test('a process that works elsewhere stores and answers questions, and another one handles and sends', async () => {
  const store = createMemoryStore()
  const contact = { id: 'c1', responsibleUserId: '1', name: 'Anna', contactData: [] }
  class Crm {
    @OnWazzup('createContact')
    create() {
      return contact
    }
  }
  const web = await startApp(platforms[0], { imports: [forRoot(store, { work: 'elsewhere' })], providers: [Bot, Crm] })
  expect((await web.post('/wazzup', delivery('five'))).status).toBe(200)
  const answer = await web.post('/wazzup', buildDelivery('createContact'))
  expect(await answer.json()).toMatchObject({ name: 'Anna' })
  await web.app.get<Outbox>(getOutboxToken()).send({ ...chat, text: 'Ready.' }, { id: 'ready:17' })

  const worker = await NestFactory.createApplicationContext(
    { module: AppModule, imports: [forRoot(store)], providers: [Bot] },
    { logger: false },
  )
  await expect.poll(() => repliesTo('five'), { timeout: 10_000 }).toHaveLength(1)
  await expect.poll(() => emulator.ledger.filter(({ text }) => text === 'Ready.'), { timeout: 10_000 }).toHaveLength(1)
  await worker.close()
  expect(web.app.get(Bot).notes).toEqual(['ready'])
  expect(worker.get(Bot).notes).toEqual(['ready', 'answer five', 'save five', 'stopped'])
}, 30_000)

test('accounts of one store are apart, by the name of their registration or by "account"', async () => {
  const store = createMemoryStore()
  const imports = [
    forRoot(store),
    forRoot(store, { name: 'moscow', path: 'moscow', account: 'branch-1' }),
    forRoot(store, { name: 'tver', path: 'tver' }),
  ]
  const { app, post } = await startApp(platforms[0], { imports, providers: [Bot] })
  const accounts = [undefined, 'moscow', 'tver'].map((name) => app.get<Outbox>(getOutboxToken(name)).store.account)
  expect(accounts).toEqual(['default', 'branch-1', 'tver'])
  // Equal messages of three accounts: each is stored once, and only the handlers of its account are called.
  for (const path of ['/wazzup', '/moscow', '/tver']) {
    expect((await post(path, delivery('six'))).status).toBe(200)
    expect((await post(path, delivery('six'))).status).toBe(200)
  }
  await expect.poll(() => app.get(Bot).notes, { timeout: 10_000 }).toEqual(['ready', 'answer six', 'save six'])
  await expect.poll(async () => (await store.forAccount('tver').stats()).waiting, { timeout: 10_000 }).toEqual({})
})

test('an account that only sends works for its outbox, with the options of the outbox', async () => {
  const paused: unknown[] = []
  emulator.state.channels.get(channelIds.whatsapp)!.state = 'notEnoughMoney'
  const outbox = { hooks: { onPause: (pause: object) => paused.push(pause) } }
  const imports = [WazzupModule.forRoot({ client, store: createMemoryStore(), outbox })]
  const { app } = await startApp(platforms[0], { imports })
  await app.get<Outbox>(getOutboxToken()).send({ ...chat, text: 'Ready.' }, { id: 'ready:18' })
  await expect.poll(() => paused, { timeout: 10_000 }).toMatchObject([{ channelId: channelIds.whatsapp }])
})

test('an outbox of the app takes the place of a store', async () => {
  const store = createMemoryStore()
  const outbox = createOutbox({ wazzup: createWazzup(client), store: store.forAccount('main') })
  const imports = [WazzupModule.forRoot({ client, webhooks: { secret: false, outbox } })]
  const { app, post } = await startApp(platforms[0], { imports, providers: [Bot] })
  expect(app.get(getOutboxToken())).toBe(outbox)
  await post('/wazzup', delivery('seven'))
  await expect.poll(() => repliesTo('seven'), { timeout: 10_000 }).toHaveLength(1)
})

test.each(['here', 'elsewhere'] as const)(
  'an app with work %s does not start with a store that cannot be used',
  async (work) => {
    const ready = () => Promise.reject(new Error('another process has the file'))
    const store = { ...createMemoryStore(), ready }
    const account = WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: 'secret' }, store, work })
    const tenants = WazzupModule.forTenants({ resolve: () => undefined, store, work })
    for (const module of [account, tenants]) {
      expect(String(await failureToStart({ imports: [module] }))).toContain('another process has the file')
    }
  },
)
