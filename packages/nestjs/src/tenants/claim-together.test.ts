import { createMemoryStore, createStore, type ClaimRequest, type StoreDriver } from '@wazzup-kit/core/store'
import { expect, test } from 'vitest'
import { claimTogether } from './claim-together.ts'

const tenants = ['a', 'b', 'c']
const lease = 20_000
/** The time of all stores here. */
const now = Date.parse('2026-06-01T12:00:00.000Z')

/** A store with waiting events of three tenants, that notes each request for claims. */
async function open(events: number, changes: Partial<StoreDriver> = {}) {
  const { driver } = createMemoryStore({ clock: { now: () => now } }).forAccount('index')
  const requests: ClaimRequest[] = []
  const counted = createStore({
    ...driver,
    ...changes,
    claim(request) {
      requests.push(request)
      return driver.claim(request)
    },
  })
  const together = claimTogether(counted, 'index').forAccount('index').driver
  for (const tenant of tenants) {
    const append = Array.from({ length: events }, (_, number) => ({ id: `${number}`, lane: `in/${number}`, data: {} }))
    await driver.commit(tenant, { append })
  }
  const claim = (account: string, limit: number, queue = 'in') =>
    together.claim({ accounts: [account], queue, limit, lease })
  return { claim, requests }
}

test('claims of several tenants are one request, and each gets its own lanes', async () => {
  const { claim, requests } = await open(2)
  const claimed = await Promise.all([...tenants.map((tenant) => claim(tenant, 20)), claim('a', 20, 'out')])
  expect(requests.map(({ accounts, queue }) => [accounts, queue])).toEqual([
    [tenants, 'in'],
    [['a'], 'out'],
  ])
  expect(claimed.map(({ claims }) => claims.map(({ account, lane }) => `${account} ${lane}`).toSorted())).toEqual([
    ['a in/0', 'a in/1'],
    ['b in/0', 'b in/1'],
    ['c in/0', 'c in/1'],
    [],
  ])
})

test('no tenant gets more lanes than it asked for, and each learns that more may be due', async () => {
  const { claim } = await open(20)
  const claimed = await Promise.all([claim('a', 5), claim('b', 20), claim('c', 20)])
  expect(claimed.flatMap(({ claims }) => claims)).toHaveLength(5)
  expect(claimed.map(({ next }) => next)).toEqual([now, now, now])
})

test('asks the store once, so that no later failure can lose claims that were made', async () => {
  const { claim } = await open(20, { now: () => Promise.reject(new Error('the store is away')) })
  const claimed = await Promise.all([claim('a', 5), claim('b', 20)])
  expect(claimed.flatMap(({ claims }) => claims)).toHaveLength(5)
})

test('a request for few lanes, and a second one of a tenant, are made alone', async () => {
  const { claim, requests } = await open(20)
  const claimed = await Promise.all([claim('a', 4), claim('b', 20), claim('b', 20)])
  expect(requests.map(({ accounts, limit }) => [accounts, limit])).toEqual([
    [['a'], 4],
    [['b'], 20],
    [['b'], 20],
  ])
  expect(claimed.flatMap(({ claims }) => claims)).toHaveLength(24)
})

test('a failure of the store reaches each tenant', async () => {
  const { driver } = createMemoryStore().forAccount('index')
  const broken = createStore({ ...driver, claim: async () => Promise.reject(new Error('the store is away')) })
  const together = claimTogether(broken, 'index').forAccount('index').driver
  const failed = await Promise.allSettled(
    tenants.map((tenant) => together.claim({ accounts: [tenant], queue: 'in', limit: 20, lease })),
  )
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
})
