import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { createMemoryStore, createStore, type ClaimRequest, type Claimed, type StoreDriver } from '../../store.ts'
import { buildDelivery } from '../../testing.ts'
import { createWebhooks, type Webhooks } from '../../index.ts'
import { claimInTime } from './claim-in-time.ts'

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

test('a worker whose lanes have ended looks for more only if there were more than it could take', async () => {
  const { start, made, handled } = open()
  const webhooks = start('a')
  await vi.waitFor(() => expect(made.length).toBeGreaterThan(0))
  made.length = 0
  await webhooks.receive({ body: buildDelivery('message', { messageId: 'm1', chatId: '1' }) })
  await vi.waitFor(() => expect(handled).toHaveLength(1))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(made.map(({ claims }) => claims.length)).toEqual([1])
  const { messages } = buildDelivery('message', { messageId: 'm' }) as { messages: object[] }
  const chats = Array.from({ length: 70 }, (_, chat) => ({ ...messages[0], messageId: `n${chat}`, chatId: `${chat}` }))
  await webhooks.receive({ body: { messages: chats } })
  await vi.waitFor(() => expect(handled).toHaveLength(71))
})

test('a chat with more messages than a worker handles in a row is taken again', async () => {
  const { start, handled } = open()
  const { messages } = buildDelivery('message', { chatId: '1' }) as { messages: object[] }
  const many = Array.from({ length: 120 }, (_, number) => ({ ...messages[0], messageId: `m${number}` }))
  await start('a').receive({ body: { messages: many } })
  await vi.waitFor(() => expect(handled).toEqual(many.map(({ messageId }) => `a ${messageId}`)))
})

test('a process that takes the time for a little earlier than the store handles what it claimed at its first claim', async () => {
  const { start, made, handled } = open((driver) => ({ now: async () => (await driver.now()) - 40 }))
  await start('a').receive({ body: buildDelivery('message', { messageId: 'm1' }) })
  await vi.waitFor(() => expect(handled).toEqual(['a m1']))
  expect(made.flatMap(({ claims }) => claims)).toHaveLength(1)
})

test.each(['claim', 'now'] as const)('a call of %s that never ends does not stop a worker', async (name) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
  onTestFinished(() => void vi.useRealTimers())
  let calls = 0
  const { start, handled } = open((driver) => {
    const answer = driver[name] as (...parameters: unknown[]) => unknown
    // The first ones are those of the worker of each queue.
    const hangTwice = (...parameters: unknown[]) => (++calls <= 2 ? new Promise(() => {}) : answer(...parameters))
    return Object.assign(driver, { [name]: hangTwice })
  })
  const webhooks = start('a')
  await vi.waitUntil(() => calls >= 2)
  await webhooks.receive({ body: buildDelivery('message', { messageId: 'm1' }) })
  await vi.advanceTimersByTimeAsync(50_000)
  expect(handled).toEqual(['a m1'])
  vi.useRealTimers()
})

test('lanes that were claimed too late are given back', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const { driver } = createMemoryStore().forAccount('a')
  await driver.commit('a', { append: [{ id: 'one', lane: 'in/a', data: null }] })
  const { promise: moment, resolve: goOn } = Promise.withResolvers<void>()
  const request = { accounts: ['a'], queue: 'in', limit: 1, lease: 20_000 }
  const late = claimInTime({ ...driver, claim: async (given) => moment.then(() => driver.claim(given)) }, request)
  const failure = late.catch((error: Error) => error.message)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(await failure).toBe('the store did not answer within 20000 ms')
  goOn()
  await vi.waitFor(async () => {
    expect((await driver.claim(request)).claims).toMatchObject([{ lane: 'in/a', abandoned: 0 }])
  })
})
