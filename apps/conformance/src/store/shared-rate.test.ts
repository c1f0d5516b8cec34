import { createWazzup, type ClientOptions, type StoreErrorInfo } from '@wazzup-kit/core'
import {
  createMemoryStore,
  createOutbox,
  createStore,
  type AccountStore,
  type StoreDriver,
} from '@wazzup-kit/core/store'
import { createEmulator, type Emulator } from '@wazzup-kit/emulator'
import { createSqliteStore } from '@wazzup-kit/sqlite'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { message } from './start-outbox.ts'

const still = { now: () => 1_800_000_000_000 }
const ends: (() => unknown)[] = []

// No timer fires, so a call that has to wait for its turn never leaves.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }))
afterEach(async () => {
  vi.useRealTimers()
  for (const end of ends.splice(0)) await end()
})

function connect(emulator: Emulator, store: AccountStore | undefined, options: Partial<ClientOptions> = {}) {
  return createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch, store, ...options })
}

/** Makes calls at the same time, and lets those leave that need not wait. Resolves with the number of requests. */
async function callAtOnce(emulator: Emulator, calls: number, clients: readonly ReturnType<typeof connect>[]) {
  const before = emulator.requests.length
  for (let call = 0; call < calls; call++) {
    clients[call % clients.length]!.channels.list().then(
      () => {},
      () => {},
    )
  }
  await settle()
  return emulator.requests.length - before
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 500; turn++) await new Promise((resolve) => void setImmediate(resolve))
}

/** Returns a store over the same data for another process: nothing is shared but the data. */
function inAnotherProcess(store: AccountStore, changes: Partial<StoreDriver> = {}): AccountStore {
  return createStore({ ...store.driver, ...changes }).forAccount(store.account)
}

function openSqlite(): AccountStore {
  const folder = mkdtempSync(join(tmpdir(), 'wazzup-rate-'))
  const store = createSqliteStore({ path: join(folder, 'bot.db'), clock: still })
  ends.push(
    () => store.close(),
    () => rmSync(folder, { recursive: true }),
  )
  return store.forAccount('main')
}

describe.each([
  ['memory', () => createMemoryStore({ clock: still }).forAccount('main')],
  ['SQLite', openSqlite],
] as const)('clients with a store in %s', (_, open) => {
  test('start 45 requests in half a second, all clients and processes together', async () => {
    const emulator = createEmulator()
    const store = open()
    const clients = [store, store, inAnotherProcess(store), inAnotherProcess(store)].map((each) =>
      connect(emulator, each),
    )
    expect(await callAtOnce(emulator, 120, clients)).toBe(45)
  })
})

test('a client without a store starts as many as its own limiter allows', async () => {
  const emulator = createEmulator()
  expect(await callAtOnce(emulator, 120, [connect(emulator, undefined), connect(emulator, undefined)])).toBe(120)
})

test('accounts do not share the limit', async () => {
  const emulator = createEmulator()
  const store = createMemoryStore({ clock: still })
  const clients = ['one', 'two'].map((account) => connect(emulator, store.forAccount(account)))
  expect(await callAtOnce(emulator, 120, clients)).toBe(90)
})

test('a process with few calls leaves the other turns to the others', async () => {
  const emulator = createEmulator()
  const store = createMemoryStore({ clock: still }).forAccount('main')
  for (let process = 0; process < 10; process++) {
    expect(await callAtOnce(emulator, 4, [connect(emulator, inAnotherProcess(store))])).toBe(4)
  }
  expect(await callAtOnce(emulator, 10, [connect(emulator, store)])).toBe(5)
})

test('the next half second has turns again', async () => {
  const emulator = createEmulator()
  let now = still.now()
  const store = createMemoryStore({ clock: { now: () => now } }).forAccount('main')
  const clients = [connect(emulator, store), connect(emulator, inAnotherProcess(store))]
  expect(await callAtOnce(emulator, 60, clients)).toBe(45)
  now += 500
  expect(await callAtOnce(emulator, 60, clients)).toBe(45)
})

test('a process whose clock is a moment behind does not take the turns of a slot anew', async () => {
  const emulator = createEmulator()
  const store = createMemoryStore({ clock: still }).forAccount('main')
  const behind = inAnotherProcess(store, { now: async () => still.now() - 1 })
  expect(await callAtOnce(emulator, 30, [connect(emulator, store)])).toBe(30)
  expect(await callAtOnce(emulator, 30, [connect(emulator, behind)])).toBe(15)
  expect(await callAtOnce(emulator, 30, [connect(emulator, store)])).toBe(0)
})

/** Returns the store of a process that stalls right after it has stored what it takes, so often and for so long. */
function stalling(store: AccountStore, { times, pass }: { times: number; pass: () => void }): AccountStore {
  let left = times
  return inAnotherProcess(store, {
    async commit(...step) {
      const result = await store.driver.commit(...step)
      if (left-- > 0) pass()
      return result
    },
  })
}

test('a process that stalls takes new turns, and does not use those of a half second that is over', async () => {
  const emulator = createEmulator()
  let now = still.now()
  const store = createMemoryStore({ clock: { now: () => now } }).forAccount('main')
  const stalled = connect(emulator, stalling(store, { times: 1, pass: () => (now += 1_000) }))
  expect(await callAtOnce(emulator, 10, [stalled])).toBe(10)
  expect(await callAtOnce(emulator, 60, [connect(emulator, store)])).toBe(35)
})

test('behind a store that always needs longer than half a second, calls leave all the same', async () => {
  const emulator = createEmulator()
  let now = still.now()
  const store = createMemoryStore({ clock: { now: () => now } }).forAccount('main')
  const slow = connect(emulator, stalling(store, { times: Number.POSITIVE_INFINITY, pass: () => (now += 600) }))
  expect(await callAtOnce(emulator, 40, [slow])).toBe(40)
})

test('a message of the outbox counts once, also when its client has the store', async () => {
  const emulator = createEmulator()
  const store = createMemoryStore({ clock: still }).forAccount('main')
  const wazzup = connect(emulator, store)
  const outbox = createOutbox({ wazzup, store, rateLimit: { perChannel: 'unlimited' }, concurrency: 20 })
  ends.push(() => outbox.stop(0))
  for (let index = 0; index < 20; index++) {
    await outbox.send({ ...message, chatId: String(79_010_000_000 + index) }, { id: String(index) })
  }
  outbox.start()
  await settle()
  expect(emulator.ledger).toHaveLength(20)
  expect(await callAtOnce(emulator, 60, [wazzup])).toBe(25)
})

test('a call with a key of its own does not count', async () => {
  const emulator = createEmulator()
  const store = createMemoryStore({ clock: still }).forAccount('main')
  const wazzup = connect(emulator, store)
  for (let call = 0; call < 30; call++) void wazzup.channels.list({}, { apiKey: emulator.keys.apiKey })
  await settle()
  expect(emulator.requests).toHaveLength(30)
  expect(await callAtOnce(emulator, 60, [wazzup])).toBe(45)
})

test('a call that would wait longer than its time fails at once, without a request', async () => {
  const emulator = createEmulator()
  const wazzup = connect(emulator, createMemoryStore({ clock: still }).forAccount('main'))
  await callAtOnce(emulator, 45, [wazzup])
  const error = await wazzup.channels.list({}, { timeout: 400 }).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ reason: 'timeout', effect: 'none', attempts: 0 })
  expect((error as Error).message).toContain('limiter of all processes')
  expect(emulator.requests).toHaveLength(45)
})

describe('when the store cannot be reached', () => {
  function listening() {
    const told: StoreErrorInfo[] = []
    return { told, hooks: { onStoreError: (info: StoreErrorInfo) => void told.push(info) } }
  }

  test('calls leave under the limit of their client, and the hook is called once', async () => {
    const emulator = createEmulator()
    const { told, hooks } = listening()
    const broken = inAnotherProcess(createMemoryStore().forAccount('main'), {
      read: () => Promise.reject(new Error(`connect ECONNREFUSED with ${emulator.keys.apiKey}`)),
    })
    const wazzup = connect(emulator, broken, { hooks, rateLimit: { requests: 60, perMilliseconds: 5_000 } })
    expect(await callAtOnce(emulator, 100, [wazzup])).toBe(60)
    expect(told).toMatchObject([{ endpoint: 'channels.list', method: 'GET', path: '/v3/channels', attempt: 1 }])
    expect(told[0]!.error.message).toBe('connect ECONNREFUSED with [redacted]')
  })

  test('a call leaves when the store has not responded for 3 seconds, and later ones do not wait for it', async () => {
    const emulator = createEmulator()
    const { told, hooks } = listening()
    const hanging = inAnotherProcess(createMemoryStore().forAccount('main'), { read: () => new Promise(() => {}) })
    const wazzup = connect(emulator, hanging, { hooks })
    expect(await callAtOnce(emulator, 1, [wazzup])).toBe(0)
    vi.advanceTimersByTime(3_000)
    await settle()
    expect(emulator.requests).toHaveLength(1)
    expect(told.map(({ error }) => error.message)).toEqual(['The store did not respond within 3 seconds'])
    expect(await callAtOnce(emulator, 20, [wazzup])).toBe(20)
    expect(told).toHaveLength(1)
  })

  test('a call that is out of time meanwhile is not sent', async () => {
    const emulator = createEmulator()
    const hanging = inAnotherProcess(createMemoryStore().forAccount('main'), { read: () => new Promise(() => {}) })
    const wazzup = connect(emulator, hanging, { timeout: 50 })
    const call = wazzup.channels.list().then(
      () => 'sent',
      ({ reason }: { reason: string }) => reason,
    )
    await settle()
    await new Promise((resolve) => void setImmediate(resolve))
    const end = performance.now() + 60
    while (performance.now() < end);
    vi.advanceTimersByTime(60)
    expect(await call).toBe('timeout')
    expect(emulator.requests).toHaveLength(0)
  })
})

test('a client is not created with a store of which no account was chosen', () => {
  const store = createMemoryStore() as unknown as AccountStore
  expect(() => connect(createEmulator(), store)).toThrow('store.forAccount("main")')
})
