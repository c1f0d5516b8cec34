import type { DynamicModule } from '@nestjs/common'
import { createWazzup, type Wazzup } from '@wazzup-kit/core'
import { createMemoryStore, createOutbox, createStore, type Store } from '@wazzup-kit/core/store'
import { createEmulator } from '@wazzup-kit/emulator'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { platforms, startApp } from '../test-apps.ts'
import { WazzupRegistry } from '../tenants/wazzup-registry.service.ts'
import { WazzupModule } from '../wazzup.module.ts'
import { getWazzupToken } from '../wazzup.tokens.ts'

const emulator = createEmulator()
const client = { apiKey: emulator.keys.apiKey, fetch: emulator.fetch }
beforeEach(() => emulator.reset())
afterEach(() => void vi.useRealTimers())

/** Two stores over the same data, as in two processes. Their clock stands still, so that all calls are in one half second. */
function openTwo(): [Store, Store] {
  const { driver } = createMemoryStore({ clock: { now: () => 1_800_000_000_000 } }).forAccount('main')
  return [createStore({ ...driver }), createStore({ ...driver })]
}

/** Makes 60 calls with each client at the same time. Returns the number of requests that need not wait. */
async function callAtOnce(clients: readonly Wazzup[]): Promise<number> {
  // No timer fires, so a call that has to wait for its turn never leaves.
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  for (let call = 0; call < 60; call++) for (const wazzup of clients) void wazzup.channels.list().catch(() => {})
  for (let turn = 0; turn < 500; turn++) await new Promise((resolve) => void setImmediate(resolve))
  return emulator.requests.length
}

async function clientOf(imports: DynamicModule[]): Promise<Wazzup> {
  const { app } = await startApp(platforms[0], { imports })
  return app.get(getWazzupToken())
}

test('the clients of two processes with a store share the rate limit of their key', async () => {
  const clients = openTwo().map((store) => clientOf([WazzupModule.forRoot({ client, store, work: 'elsewhere' })]))
  expect(await callAtOnce(await Promise.all(clients))).toBe(45)
})

test('the clients of two processes share the rate limit through an outbox of the app', async () => {
  const clients = openTwo().map((store) => {
    const outbox = createOutbox({ wazzup: createWazzup(client), store: store.forAccount('main') })
    return clientOf([WazzupModule.forRoot({ client, webhooks: { secret: false, outbox }, work: 'elsewhere' })])
  })
  expect(await callAtOnce(await Promise.all(clients))).toBe(45)
})

test('the clients of a tenant in two processes share its rate limit, and those of another tenant have their own', async () => {
  const clients = openTwo().map(async (store) => {
    const imports = [WazzupModule.forTenants({ store, work: 'elsewhere', resolve: () => ({ client }) })]
    const registry = (await startApp(platforms[0], { imports })).app.get(WazzupRegistry)
    return Promise.all(['acme', 'umbrella'].map(async (tenant) => (await registry.for(tenant))!.wazzup))
  })
  expect(await callAtOnce((await Promise.all(clients)).flat())).toBe(90)
})

test('a client with a store of its own keeps it', async () => {
  const [store, other] = openTwo()
  const ofApp = { client: { ...client, store: other.forAccount('shared') }, store, work: 'elsewhere' } as const
  const clients = [
    clientOf([WazzupModule.forRoot(ofApp)]),
    createWazzup({ ...client, store: store.forAccount('shared') }),
  ]
  expect(await callAtOnce(await Promise.all(clients))).toBe(45)
})

test('the clients of two processes without a store do not know of each other', async () => {
  const clients = [1, 2].map(() => clientOf([WazzupModule.forRoot({ client })]))
  expect(await callAtOnce(await Promise.all(clients))).toBe(120)
})
