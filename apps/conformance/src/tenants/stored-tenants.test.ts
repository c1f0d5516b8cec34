import { createMemoryStore, createStore, type OutboxHooks, type Store } from '@wazzup-kit/core/store'
import { createTenants, type StoredTenantsOptions, type TenantOptions } from '@wazzup-kit/core/tenants'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { expect, onTestFinished, test } from 'vitest'

/** An account whose key and secret can be replaced: its Wazzup accepts only the latest ones. */
function createAccount(name: string) {
  const emulator = createEmulator()
  let version = 1
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    if (request.headers.get('authorization') !== `Bearer ${name}-key-${version}`) {
      return Response.json({ error: 'UNAUTHORIZED' }, { status: 401 })
    }
    request.headers.set('authorization', `Bearer ${emulator.keys.apiKey}`)
    const body = request.method === 'GET' ? null : await request.text()
    return emulator.fetch(request.url, { method: request.method, headers: request.headers, body })
  }
  return {
    emulator,
    sent: () => emulator.ledger.map(({ text }) => text).toSorted(),
    rotate: () => void version++,
    url: () => `https://bot.example/wazzup/${name}?key=${name}-secret-${version}`,
    options: (): TenantOptions => ({
      client: { apiKey: `${name}-key-${version}`, fetch },
      webhooks: { secret: `${name}-secret-${version}` },
      outbox: { rateLimit: { perChannel: 'unlimited' } },
    }),
  }
}

/** Creates the accounts `acme` and `umbrella`, and tenants of which each answers with its id. */
function createBots(options: Partial<StoredTenantsOptions> = {}) {
  const accounts: Record<string, ReturnType<typeof createAccount>> = {
    acme: createAccount('acme'),
    umbrella: createAccount('umbrella'),
  }
  const heard: string[] = []
  const log: string[] = []
  const open = (store: Store) =>
    createTenants({
      store,
      resolve: async (id) => accounts[id]?.options(),
      setUp({ id, webhooks, outbox, timers }) {
        webhooks.on('message', async ({ text, messageId }, { reply }) => {
          heard.push(`${id}: ${text}`)
          if (text === 'break') throw new Error('of the handler')
          await timers.set('later', messageId, { at: Date.now() })
          await reply({ text: `${id} answers ${text}` })
        })
        outbox.on('rejected', ({ id: entry }) => void heard.push(`${id}: rejected ${entry}`))
        timers.on('later', ({ key }) => void heard.push(`${id}: later ${key}`))
      },
      log: (what, failure) => void log.push(`${what}: ${String(failure)}`),
      ...options,
    })
  return { accounts, heard, log, open, store: createMemoryStore() }
}

/** A message of now, whose chat and id are the same for all tenants. */
const message = (text: string) =>
  buildDelivery('message', {
    text,
    messageId: text,
    channelId: channelIds.whatsapp,
    chatType: 'whatsapp',
    chatId: '79000000201',
    dateTime: new Date().toISOString(),
  })
const ids = ['acme', 'umbrella']

test('equal messages in equal chats of two accounts are handled and answered once for each', async () => {
  const { accounts, heard, open, store } = createBots()
  const tenants = open(store)
  for (const id of [...ids, ...ids]) {
    expect((await tenants.receive(id, { url: accounts[id]!.url(), body: message('hello') })).status).toBe(200)
  }
  expect(await tenants.drain({ deadline: 10_000 })).toEqual({ left: 0 })
  await tenants.drain({ deadline: 10_000 }) // fires the timers that handlers have set
  for (const id of ids) expect(accounts[id]!.sent()).toEqual([`${id} answers hello`])
  expect(heard.toSorted()).toEqual(['acme: hello', 'acme: later hello', 'umbrella: hello', 'umbrella: later hello'])
})

test('another process drains what waits for tenants that no request has named there', async () => {
  const { accounts, heard, open, store } = createBots()
  const [web, worker] = [open(store), open(store)]
  for (const id of ids) await web.receive(id, { url: accounts[id]!.url(), body: message('hello') })
  expect(heard).toEqual([])
  await worker.drain({ deadline: 10_000 })
  expect(heard.filter((line) => !line.includes('later')).toSorted()).toEqual(['acme: hello', 'umbrella: hello'])
})

test('a drain whose time is over touches nothing, and reports what waits', async () => {
  const { accounts, heard, open, store } = createBots()
  const tenants = open(store)
  for (const id of ids) await tenants.receive(id, { url: accounts[id]!.url(), body: message('hello') })
  expect(await tenants.drain({ deadline: 0 })).toEqual({ left: 2 })
  expect(heard).toEqual([])
})

test('a tenant that cannot be opened, or has left, does not keep a drain from the others', async () => {
  const { accounts, heard, open, store } = createBots()
  const before = open(store)
  for (const id of ids) await before.receive(id, { url: accounts[id]!.url(), body: message('hello') })
  const failures: string[] = []
  const after = createBots({
    resolve: async (id) => {
      if (id === 'acme') throw new Error('the database is away')
      return accounts[id]!.options()
    },
    onError: (error, id) => failures.push(`${id}: ${String(error)}`),
  })
  expect(await after.open(store).drain({ deadline: 10_000 })).toEqual({ left: 1 })
  expect(failures).toEqual(['acme: Error: the database is away'])
  expect(after.heard).toContain('umbrella: hello')
  expect(heard).toEqual([])
})

test.each<[string, TenantOptions | undefined, string]>([
  ['does not exist', undefined, 'does not exist'],
  ['has another account', { client: { apiKey: 'key' }, account: 'other' }, 'has the account "other" now'],
])('a drain reports once what waits for a tenant that %s', async (_, resolved, why) => {
  const { accounts, open, store } = createBots()
  await open(store).receive('acme', { url: accounts.acme!.url(), body: message('hello') })
  const { open: openLater, log } = createBots({ resolve: async () => resolved })
  const later = openLater(store)
  expect(await later.drain({ deadline: 10_000 })).toEqual({ left: 0 })
  expect(await later.drain({ deadline: 10_000 })).toEqual({ left: 0 })
  expect(log).toEqual([
    `The tenant "acme" could not be resolved: Error: The tenant ${why}, but 1 events or messages wait in the account "acme" of the store`,
  ])
})

test.each(['\u009B', '\u2028', '\u202E'])(
  'the log shows no character %j of the id in an address',
  async (character) => {
    const { log, open, store } = createBots()
    await open(store).receive(`a${character}c`, { url: '/?key=wrong', body: '{}' })
    expect(log).toEqual(['a delivery was rejected: delivery: the tenant "a\uFFFDc" does not exist; Wazzup gets 401'])
  },
)

test('the end of a message without a handler is written to the log, with the tenant', async () => {
  const { log, open, store } = createBots()
  const tenants = open(store)
  const chat = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79000000201' } as const
  const { outbox } = (await tenants.get('acme'))!
  await outbox.send({ ...chat, text: 'late' }, { id: 'late', expiresIn: 1 })
  await expect
    .poll(async () => {
      await tenants.drain({ deadline: 10_000 })
      return log
    })
    .toEqual([expect.stringMatching(/^tenant "acme": an end in the outbox has no handler: expired .*entry "late"/)])
})

test('a started process works for tenants that another one has added, and stops', async () => {
  const { accounts, heard, open, store } = createBots()
  const [web, worker] = [open(store), open(store)]
  worker.start()
  onTestFinished(() => worker.stop())
  await web.receive('acme', { url: accounts.acme!.url(), body: message('hello') })
  await expect.poll(() => accounts.acme!.sent(), { timeout: 15_000 }).toEqual(['acme answers hello'])
  await worker.stop()
  await web.receive('acme', { url: accounts.acme!.url(), body: message('again') })
  expect((await store.forAccount('acme').stats()).waiting.in).toBe(1)
  expect(heard.filter((line) => line.endsWith('again'))).toEqual([])
})

test('after a new key, messages that wait leave with it, and the old secret is rejected', async () => {
  const { accounts, open, store } = createBots()
  const tenants = open(store)
  const old = accounts.acme!.url()
  await tenants.receive('acme', { url: old, body: message('before') })
  accounts.acme!.rotate()
  tenants.evict('acme')
  expect((await tenants.receive('acme', { url: old, body: message('forged') })).status).toBe(401)
  expect((await tenants.receive('acme', { url: accounts.acme!.url(), body: message('after') })).status).toBe(200)
  await tenants.drain({ deadline: 10_000 })
  expect(accounts.acme!.sent()).toEqual(['acme answers after', 'acme answers before'])
})

test('a rejected key holds up its messages until the tenant was evicted', async () => {
  const paused: unknown[] = []
  const hooks: OutboxHooks = {
    onPause: (pause) => void paused.push(['pause', pause]),
    onResume: (pause) => void paused.push(['resume', pause]),
  }
  const { accounts, log, open, store } = createBots()
  const { options } = accounts.acme!
  accounts.acme!.options = () => ({ ...options(), outbox: { ...options().outbox, hooks } })
  const tenants = open(store)
  await tenants.receive('acme', { url: accounts.acme!.url(), body: message('hello') })
  accounts.acme!.rotate()
  await tenants.drain({ deadline: 5_000 })
  expect(accounts.acme!.sent()).toEqual([])
  expect(log.filter((line) => line.startsWith('tenant "acme": the outbox has failed'))).toHaveLength(1)
  tenants.evict('acme')
  await tenants.drain({ deadline: 10_000 })
  expect(accounts.acme!.sent()).toEqual(['acme answers hello'])
  const reason = 'UNAUTHORIZED'
  expect(paused).toEqual([
    ['pause', { reason }],
    ['resume', { reason }],
  ])
})

test('a tenant that has left with nothing but the next period of a handler is not reported', async () => {
  const { accounts, log, open, store } = createBots({
    setUp: ({ timers }) => timers.every('clean up', 3_600_000, () => {}),
  })
  await open(store).receive('acme', { url: accounts.acme!.url(), body: message('hello') })
  await open(store).drain({ deadline: 5_000 })
  expect((await store.forAccount('acme').stats()).waiting).toEqual({ timer: 1 })
  delete accounts.acme
  const later = open(store)
  later.start()
  await new Promise((resolve) => setTimeout(resolve, 300))
  await later.stop()
  expect(log).toEqual([])
})

test('a delivery for a tenant that does not exist is reported with its id', async () => {
  const { accounts, log, open, store } = createBots()
  expect((await open(store).receive('stranger', { url: accounts.acme!.url(), body: message('hello') })).status).toBe(
    401,
  )
  expect(log).toEqual(['a delivery was rejected: delivery: the tenant "stranger" does not exist; Wazzup gets 401'])
})

test('no line about a tenant has a key or a secret, of it or of another', async () => {
  const { accounts, log, open, store } = createBots()
  const tenants = open(store)
  for (const id of ids) {
    const { url } = accounts[id]!
    await tenants.receive(id, { url: url(), body: message('break') })
    await tenants.receive(id, { url: url(), body: message('hello') })
    // The wrong one of two secrets, a body that is no JSON, and an unknown tenant.
    await tenants.receive(id === 'acme' ? 'umbrella' : 'acme', { url: url(), body: message('forged') })
    await tenants.receive(id, { url: url(), body: '{' })
    await tenants.receive('stranger', { url: url(), body: message('hello') })
    // The key is not accepted any more, and the tenant is not resolved again.
    accounts[id]!.rotate()
  }
  await tenants.drain({ deadline: 10_000 })
  expect(log.join('\n')).not.toMatch(/(acme|umbrella)-(key|secret)/)
  for (const id of ids) {
    const own = log.filter((line) => line.startsWith(`tenant "${id}": `))
    const other = id === 'acme' ? 'umbrella' : 'acme'
    expect(own.join('\n')).toContain('message "break"')
    expect(own.join('\n')).toContain('a delivery was rejected')
    expect(own.filter((line) => line.includes(other))).toEqual([])
  }
})

test('a line about the store names no tenant, because it is the store of all', async () => {
  const { accounts, log, open, store } = createBots()
  const { driver } = store.forAccount('main')
  const away = createStore({ ...driver, claim: () => Promise.reject(new Error('the store is away')) })
  const tenants = open(away)
  for (const id of ids) await tenants.receive(id, { url: accounts[id]!.url(), body: message('hello') })
  tenants.start()
  onTestFinished(() => tenants.stop())
  const lines = () => log.filter((line) => line.includes('the store is away'))
  await expect.poll(lines).not.toEqual([])
  expect(lines().filter((line) => line.startsWith('tenant '))).toEqual([])
})
