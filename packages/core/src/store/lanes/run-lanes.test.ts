import { afterEach, expect, test, vi } from 'vitest'
import { createMemoryStore, createStore, type ClaimRequest, type Claimed, type StoreDriver } from '../../store.ts'
import { buildDelivery } from '../../testing.ts'
import { createWebhooks, type Webhooks } from '../../index.ts'

const ends: Webhooks[] = []
afterEach(async () => void (await Promise.all(ends.splice(0).map((webhooks) => webhooks.stop(1_000)))))

/** Receivers of several accounts on one store, and the claims that they made. */
function open(changes: (driver: StoreDriver) => Partial<StoreDriver> = () => ({})) {
  const { driver } = createMemoryStore().forAccount('a')
  const made: (ClaimRequest & Claimed)[] = []
  const store = createStore({
    ...driver,
    ...changes(driver),
    async claim(request) {
      const claimed = await driver.claim(request)
      made.push({ ...request, ...claimed })
      return claimed
    },
  })
  const handled: string[] = []
  const start = (account: string): Webhooks => {
    const webhooks = createWebhooks({ secret: false, store: store.forAccount(account) })
    webhooks.on('message', ({ messageId }) => void handled.push(`${account} ${messageId}`))
    webhooks.start()
    ends.push(webhooks)
    return webhooks
  }
  return { start, made, handled }
}

test('a delivery wakes the workers of its account and its queue only', async () => {
  const { start, made, handled } = open()
  const [a, b] = [start('a'), start('b')]
  await vi.waitFor(() => expect(new Set(made.map(({ accounts }) => accounts[0]))).toEqual(new Set(['a', 'b'])))
  made.length = 0
  for (const messageId of ['m1', 'm2']) await a.receive({ body: buildDelivery('message', { messageId }) })
  await vi.waitFor(() => expect(handled).toEqual(['a m1', 'a m2']))
  expect(new Set(made.map(({ accounts, queue }) => `${accounts[0]} ${queue}`))).toEqual(new Set(['a in']))
  await b.receive({ body: buildDelivery('message', { messageId: 'm1' }) })
  await vi.waitFor(() => expect(handled).toEqual(['a m1', 'a m2', 'b m1']))
})

test('a process that takes the time for a little earlier than the store handles what it claimed at its first claim', async () => {
  const { start, made, handled } = open((driver) => ({ now: async () => (await driver.now()) - 40 }))
  await start('a').receive({ body: buildDelivery('message', { messageId: 'm1' }) })
  await vi.waitFor(() => expect(handled).toEqual(['a m1']))
  expect(made.flatMap(({ claims }) => claims)).toHaveLength(1)
})
