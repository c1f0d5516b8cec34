import { NestFactory } from '@nestjs/core'
import type { Message } from '@wazzup-kit/core'
import { createMemoryStore, type Entry, type Store } from '@wazzup-kit/core/store'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { OnOutbox, type WazzupEntryContext } from '../handlers/on-outbox.decorator.ts'
import { OnWazzup, type WazzupContext } from '../handlers/on-wazzup.decorator.ts'
import { AppModule, failureToStart, platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import type { TenantOptions } from '@wazzup-kit/core/tenants'
import type { WazzupTenantsOptions } from '../wazzup.options.ts'
import { WazzupRegistry } from './wazzup-registry.service.ts'

const [express] = platforms
const emulator = createEmulator()
beforeEach(() => emulator.reset())

/** Notes what it handles, and waits for `release` while it handles the text `slow`. */
class Bot {
  readonly heard: string[] = []
  readonly released = Promise.withResolvers<void>()

  @OnWazzup('message')
  async answer({ text }: Message, { tenant, reply }: WazzupContext<'message'>): Promise<void> {
    this.heard.push(`${tenant}: ${text}`)
    if (text === 'slow') await this.released.promise
    await reply({ text: `${tenant} answers ${text}` })
  }

  @OnOutbox('accepted')
  note({ id }: Entry, { tenant }: WazzupEntryContext): void {
    if (id === 'ready:17') this.heard.push(`${tenant}: sent`)
  }
}

const client = { apiKey: emulator.keys.apiKey, fetch: emulator.fetch }
const tenantOf = (options: Partial<TenantOptions> = {}): TenantOptions => {
  return { client, webhooks: { secret: false, onError: () => {} }, ...options }
}

function parts(store: Store, options: Partial<WazzupTenantsOptions> = {}) {
  return { imports: [WazzupModule.forTenants({ store, resolve: () => tenantOf(), ...options })], providers: [Bot] }
}

/** A message of now, whose chat and id are the same for all tenants. */
const delivery = (text: string, chatId = '79000000201') =>
  buildDelivery('message', {
    text,
    chatId,
    messageId: text,
    channelId: channelIds.whatsapp,
    dateTime: new Date().toISOString(),
  })
const sent = () => emulator.ledger.map(({ text }) => text)
const poll = <Value>(read: () => Value) => expect.poll(read, { timeout: 15_000 })

const startWorker = (store: Store, options?: Partial<WazzupTenantsOptions>) =>
  NestFactory.createApplicationContext({ module: AppModule, ...parts(store, options) }, { logger: false })

test('tenants have accounts apart: equal messages of two tenants are handled once for each', async () => {
  const { app, post } = await startApp(express, parts(createMemoryStore()))
  for (const tenant of ['acme', 'umbrella', 'acme', 'umbrella']) {
    expect((await post(`/wazzup/${tenant}`, delivery('hello'))).status).toBe(200)
  }
  await poll(() => sent().toSorted()).toEqual(['acme answers hello', 'umbrella answers hello'])
  expect(app.get(Bot).heard.toSorted()).toEqual(['acme: hello', 'umbrella: hello'])
  const outbox = (await app.get(WazzupRegistry).for('acme'))!.outbox!
  expect(outbox.store.account).toBe('acme')
  const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000202' } as const
  await outbox.send({ ...chat, text: 'Ready.' }, { id: 'ready:17' })
  await poll(() => app.get(Bot).heard).toContain('acme: sent')
}, 30_000)

test('a process that starts handles what waits for tenants that no request has named', async () => {
  const store = createMemoryStore()
  const web = await startApp(express, parts(store, { work: 'elsewhere' }))
  for (const tenant of ['acme', 'umbrella']) await web.post(`/wazzup/${tenant}`, delivery('hello'))
  expect(web.app.get(Bot).heard).toEqual([])
  const worker = await startWorker(store)
  await poll(() => worker.get(Bot).heard.toSorted()).toEqual(['acme: hello', 'umbrella: hello'])
  // A tenant whose first delivery comes to another process later.
  await web.post('/wazzup/later', delivery('hello'))
  await poll(() => worker.get(Bot).heard).toContain('later: hello')
  await worker.close()
  expect(web.app.get(Bot).heard).toEqual([])
}, 40_000)

test('a tenant that was evicted keeps the handlers that run, and goes on with its new options', async () => {
  const store = createMemoryStore()
  const keys: string[] = []
  const fetchWith = (key: string): typeof fetch => {
    return (...request) => {
      keys.push(key)
      return emulator.fetch(...request)
    }
  }
  let key = 'old'
  const outbox = { rateLimit: { perChannel: 'unlimited' } } as const
  const resolve = () => tenantOf({ outbox, client: { ...client, fetch: fetchWith(key) } })
  const { app, post } = await startApp(express, parts(store, { resolve }))
  await post('/wazzup/acme', delivery('slow'))
  await poll(() => app.get(Bot).heard).toEqual(['acme: slow'])
  key = 'new'
  app.get(WazzupRegistry).evict('acme')
  // Stored meanwhile, in other chats: only the new receiver takes them, without a request that would resolve the tenant.
  const { webhooks } = (await app.get(WazzupRegistry).for('acme'))!
  const quick = Array.from({ length: 10 }, (_, index) => `quick ${index}`)
  for (const [index, text] of quick.entries()) {
    expect((await webhooks!.receive({ body: delivery(text, `7900000030${index}`) })).status).toBe(200)
  }
  const answers = quick.map((text) => `acme answers ${text}`)
  await poll(() => sent().toSorted()).toEqual(answers)
  app.get(Bot).released.resolve()
  await poll(() => sent().toSorted()).toEqual([...answers, 'acme answers slow'])
  expect(app.get(Bot).heard).toHaveLength(11)
  expect(new Set(keys)).toEqual(new Set(['new']))
}, 30_000)

test('an evicted tenant is opened again although no request names it', async () => {
  const store = createMemoryStore()
  const resolve = vi.fn<() => TenantOptions>(() => tenantOf())
  const { app } = await startApp(express, parts(store, { resolve }))
  const registry = app.get(WazzupRegistry)
  await registry.for('acme')
  registry.evict('acme')
  await poll(() => resolve.mock.calls.length).toBe(2)
  expect(await registry.for('acme')).toBeDefined()
})

test('a tenant that cannot be resolved is reported and tried again, and its events are kept', async () => {
  const store = createMemoryStore()
  const web = await startApp(express, parts(store, { work: 'elsewhere' }))
  await web.post('/wazzup/acme', delivery('hello'))
  await web.post('/wazzup/gone', delivery('hello'))
  await web.post('/wazzup/moved', delivery('hello'))
  const errors: string[] = []
  let isDown = true
  const resolve = (tenant: string) => {
    if (tenant === 'gone') return undefined
    if (isDown) throw new Error('the database is away')
    return tenantOf(tenant === 'moved' ? { account: 'moved-2' } : {})
  }
  const onError = (error: unknown, tenant: string) => errors.push(`${tenant}: ${(error as Error).message}`)
  const worker = await startWorker(store, { resolve, onError })
  await poll(() => errors.toSorted()).toEqual([
    'acme: the database is away',
    'gone: The tenant does not exist, but 1 events or messages wait in the account "gone" of the store',
    'moved: the database is away',
  ])
  errors.splice(0)
  isDown = false
  worker.get(WazzupRegistry).evict('acme')
  await poll(() => worker.get(Bot).heard).toEqual(['acme: hello'])
  // After ten seconds; `gone` is looked for again after five minutes.
  await poll(() => errors).toEqual([
    'moved: The tenant has the account "moved-2" now, but 1 events or messages wait in the account "moved" of the store',
  ])
  await worker.close()
  expect((await store.forAccount('gone').stats()).waiting).toEqual({ in: 1 })
}, 40_000)

test('a process that works keeps more tenants than maxTenants', async () => {
  const resolve = vi.fn<() => TenantOptions>(() => tenantOf())
  const { app, post } = await startApp(express, parts(createMemoryStore(), { resolve, maxTenants: 1 }))
  for (const tenant of ['a', 'b', 'c']) await post(`/wazzup/${tenant}`, delivery('hello'))
  await poll(() => app.get(Bot).heard.toSorted()).toEqual(['a: hello', 'b: hello', 'c: hello'])
  expect(resolve).toHaveBeenCalledTimes(3)
})

test('an app that closes waits for the handlers of its tenants, and for those of evicted ones', async () => {
  const store = createMemoryStore()
  const { app, post } = await startApp(express, parts(store, { shutdownTimeout: 60_000 }))
  const bot = app.get(Bot)
  await post('/wazzup/acme', delivery('slow'))
  await post('/wazzup/umbrella', delivery('slow'))
  await poll(() => bot.heard.toSorted()).toEqual(['acme: slow', 'umbrella: slow'])
  app.get(WazzupRegistry).evict('acme')
  const closing = app.close()
  bot.released.resolve()
  await closing
  // Replies that were not sent any more are stored, and another process sends them.
  const stats = await Promise.all(['acme', 'umbrella'].map((account) => store.forAccount(account).stats()))
  expect(stats.map(({ waiting }) => waiting.in)).toEqual([undefined, undefined])
  expect(stats.reduce((sum, { waiting }) => sum + (waiting.out ?? 0), sent().length)).toBe(2)
})

describe('a tenant is rejected', () => {
  const open = async (options: Partial<WazzupTenantsOptions>, tenants: string[]) => {
    const { app } = await startApp(express, parts(createMemoryStore(), options))
    const registry = app.get(WazzupRegistry)
    for (const tenant of tenants) await registry.for(tenant)
  }

  test('when another tenant has its account', async () => {
    const opening = open({ resolve: () => tenantOf({ account: 'main' }) }, ['acme', 'umbrella'])
    await expect(opening).rejects.toThrow('The account "main" of the store belongs to the tenant "acme"')
  })

  test('when its account is that of the index', async () => {
    await expect(open({}, ['wazzup-kit/tenants'])).rejects.toThrow('cannot be the account of a tenant')
  })

  test('when a registration beside it has its account', async () => {
    const store = createMemoryStore()
    const { imports, providers } = parts(store)
    const main = WazzupModule.forRoot({ name: 'main', client, store })
    const { app } = await startApp(express, { imports: [...imports, main], providers })
    await expect(app.get(WazzupRegistry).for('main')).rejects.toThrow('use the same account "main" of a store')
  })

  test('when it has options of a store that is not there', async () => {
    const imports = [WazzupModule.forTenants({ resolve: () => tenantOf({ account: 'main' }) })]
    const { app } = await startApp(express, { imports })
    await expect(app.get(WazzupRegistry).for('acme')).rejects.toThrow('The tenant "acme": "account" needs "store"')
  })
})

test('an app with forTenants and handlers that need a store does not start without one', async () => {
  const { imports, providers } = parts(createMemoryStore(), { store: undefined })
  expect(await failureToStart({ imports, providers })).toContain('Bot.note would never be called')
  const work = WazzupModule.forTenants({ resolve: () => tenantOf(), work: 'elsewhere' })
  expect(await failureToStart({ imports: [work] })).toContain('"work" needs "store"')
})
