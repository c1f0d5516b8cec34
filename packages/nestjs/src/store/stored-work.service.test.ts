import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { createWazzup, type Message, type OnError, type Webhooks } from '@wazzup-kit/core'
import { createMemoryStore, createOutbox, type Store } from '@wazzup-kit/core/store'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { createSqliteStore } from '@wazzup-kit/sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { AppModule, failureToStart, platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import { getWebhooksToken } from '../wazzup.tokens.ts'
import { OnWazzup, type WazzupContext } from './on-wazzup.decorator.ts'

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

function forRoot(store: Store) {
  const outbox = createOutbox({ wazzup: createWazzup(client), store: store.forAccount('main') })
  return WazzupModule.forRoot({ client, webhooks: { secret: false, outbox, onError: () => {} } })
}

/** A message of now: a reply to an old one would not leave. */
const delivery = (text: string) =>
  buildDelivery('message', {
    text,
    messageId: text,
    channelId: channelIds.whatsapp,
    dateTime: new Date().toISOString(),
  })
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
    @OnWazzup('message', { handler: { name: 'of my own', maxAge: 1_000 } })
    fresh({ text }: Message): void {
      this.notes.push(`fresh ${text}`)
      throw new Error('failed on demand')
    }
  }
  const failed: unknown[] = []
  const store = createMemoryStore().forAccount('main')
  const onError: OnError = (_error, _subject, run) => failed.push(run?.handler)
  const imports = [WazzupModule.forRoot({ client, webhooks: { secret: false, store, onError } })]
  const { app, post } = await startApp(platforms[0], { imports, providers: [Named] })
  await post('/wazzup', buildDelivery('message', { text: 'old', dateTime: '2020-01-01T00:00:00.000Z' }))
  await expect.poll(() => app.get(Named).notes, { timeout: 10_000 }).toContain('save old')
  await post('/wazzup', delivery('new'))
  await expect.poll(() => failed, { timeout: 10_000 }).toContain('of my own')
  expect(app.get(Named).notes).toContain('fresh new')
  expect(app.get(Named).notes).not.toContain('fresh old')
})

test('forTenants reports an account with a store, and rejects its deliveries', async () => {
  const failures: unknown[] = []
  const store = createMemoryStore().forAccount('main')
  const imports = [
    WazzupModule.forTenants({
      resolve: () => ({ client, webhooks: { secret: false, store } }),
      onError: (error) => failures.push((error as Error).message),
    }),
  ]
  const { post } = await startApp(platforms[0], { imports })
  expect((await post('/wazzup/acme', delivery('five'))).status).toBe(500)
  expect(failures).toEqual([
    'WazzupModule.forTenants handles no stored events: leave out "store" and "outbox" of "webhooks"',
  ])
})
