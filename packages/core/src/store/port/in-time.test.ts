import { afterEach, expect, test, vi } from 'vitest'
import { createMemoryStore, type StoreDriver } from '../../store.ts'
import { createTenantIndex } from '../../tenants/tenant-index.ts'
import { createTenantWork } from '../../tenants/tenant-work.ts'
import { createChannelLimit } from '../outbox/channel-limit.ts'
import type { OutboxContext } from '../outbox/context.ts'
import type { Route } from '../outbox/record.ts'
import { createBucket } from '../rate/bucket.ts'
import { createHash } from './hash.ts'

afterEach(() => void vi.useRealTimers())

/** Returns a driver whose next call of a function never ends. */
function hangOnce(name: 'listRecords' | 'read'): StoreDriver {
  const { driver } = createMemoryStore().forAccount('main')
  const answer = driver[name]
  const hang = (): Promise<never> => {
    Object.assign(driver, { [name]: answer })
    return new Promise(() => {})
  }
  return Object.assign(driver, { [name]: hang })
}

function createTransportLook(driver: StoreDriver): () => Promise<unknown> {
  const channels = { list: async () => [{ channelId: 'c', transport: 'whatsapp' }] }
  const context = { driver, account: 'main', wazzup: { channels }, perChannel: undefined } as unknown as OutboxContext
  const limit = createChannelLimit(context)!
  return () => limit.isFor({ channelId: 'c', chatType: 'whatsapp' } as Route)
}

test.each([
  ['the key of hashes', (driver: StoreDriver) => createHash(driver, 'main').bind(undefined, 'a text')],
  ['the transports of channels', createTransportLook],
  [
    'the rate',
    (driver: StoreDriver) => {
      const take = createBucket(driver, 'main', { requests: 9, milliseconds: 3_600_000, batch: 1 })
      return () => take('rate/key', 'all')
    },
  ],
])(
  'a call for %s that never ends rejects all that wait for it, and the next one asks the store again',
  async (_, open) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const call = open(hangOnce('read'))
    const waiting = Promise.allSettled([call(), call()])
    await vi.advanceTimersByTimeAsync(10_000)
    const late = expect.objectContaining({ message: 'the store did not answer within 10000 ms' })
    expect(await waiting).toEqual([
      { status: 'rejected', reason: late },
      { status: 'rejected', reason: late },
    ])
    expect(await call()).toBeDefined()
  },
)

test('tenants are looked for again after a list of them that never ended', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const driver = hangOnce('listRecords')
  const store = createMemoryStore()
  const index = createTenantIndex({ ...store, forAccount: (id) => ({ ...store.forAccount(id), driver }) })
  await index.add({ tenant: 'acme', account: 'acme' })
  const opened: string[] = []
  const failures: unknown[] = []
  const work = createTenantWork({
    index,
    open: async (id) => void opened.push(id),
    report: () => {},
    reportLeft: async () => {},
    reportList: (error) => failures.push(error),
  })
  work.start()
  await vi.advanceTimersByTimeAsync(13_000)
  expect([opened, failures]).toEqual([['acme'], [expect.any(Error)]])
  await work.stop(0)
})
