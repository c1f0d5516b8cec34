import { NestFactory } from '@nestjs/core'
import { createMemoryStore, createStore, type Store, type StoreDriver } from '@wazzup-kit/core/store'
import { buildDelivery } from '@wazzup-kit/core/testing'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { AppModule, platforms, startApp } from '../test-apps.ts'
import { WazzupModule } from '../wazzup.module.ts'
import type { TenantOptions } from '@wazzup-kit/core/tenants'

const tenant: TenantOptions = { client: { apiKey: 'key' }, webhooks: { secret: false } }

// Times that a worker waits pass at once.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** Starts a process that works for the tenants of a store. Returns the lines of its log. */
async function startWorker(store: Store, resolve: () => TenantOptions | undefined) {
  const lines: string[] = []
  const write = (line: unknown) => void lines.push(String(line))
  const logger = { log: () => {}, warn: write, error: write }
  const imports = [WazzupModule.forTenants({ store, resolve })]
  const app = await NestFactory.createApplicationContext({ module: AppModule, imports }, { logger })
  onTestFinished(() => app.close())
  await vi.advanceTimersByTimeAsync(0)
  return lines
}

/** Returns a store in which an event of a tenant waits. */
async function storeWithTenant(): Promise<Store> {
  const store = createMemoryStore()
  const imports = [WazzupModule.forTenants({ store, resolve: () => tenant, work: 'elsewhere' })]
  const { post } = await startApp(platforms[0], { imports })
  expect((await post('/wazzup/acme', buildDelivery('message'))).status).toBe(200)
  return store
}

test.each([
  {
    what: 'cannot be resolved is resolved again after 10 seconds',
    seconds: 10,
    line: 'The tenant "acme" could not be resolved: Error: the database is away',
    answer: () => {
      throw new Error('the database is away')
    },
  },
  {
    what: 'does not exist is looked for again after 5 minutes',
    seconds: 300,
    line:
      'The tenant "acme" could not be resolved: Error: The tenant does not exist, but 1 events or messages wait in the account ' +
      '"acme" of the store',
    answer: () => undefined,
  },
])('a tenant of the store that $what', async ({ seconds, line, answer }) => {
  const resolve = vi.fn<() => TenantOptions | undefined>(answer)
  const lines = await startWorker(await storeWithTenant(), resolve)
  await vi.advanceTimersByTimeAsync(seconds * 1_000 - 100)
  expect(resolve).toHaveBeenCalledTimes(1)
  expect(lines).toEqual([line])
  // The next look comes within 2 seconds.
  await vi.advanceTimersByTimeAsync(2_100)
  expect(resolve).toHaveBeenCalledTimes(2)
  expect(lines).toEqual([line, line])
})

test('a failure to list the tenants is written once until it has passed, and the list is read again', async () => {
  const { driver } = (await storeWithTenant()).forAccount('main')
  let isAway = true
  const listRecords: StoreDriver['listRecords'] = (...query) =>
    isAway ? Promise.reject(new Error('the store is away')) : driver.listRecords(...query)
  const resolve = vi.fn<() => TenantOptions>(() => tenant)
  const lines = await startWorker(createStore({ ...driver, listRecords }), resolve)
  const line = 'The tenants of the store could not be listed; their events wait: Error: the store is away'
  await vi.advanceTimersByTimeAsync(10_000)
  expect(lines).toEqual([line])
  isAway = false
  await vi.advanceTimersByTimeAsync(2_100)
  expect(resolve).toHaveBeenCalledTimes(1)
  isAway = true
  await vi.advanceTimersByTimeAsync(10_000)
  expect(lines).toEqual([line, line])
})
