import { afterEach, describe, expect, test, vi } from 'vitest'
import { createInboxBench, deliver, start } from '../../../test/inbox-bench.ts'
import { readResponse } from '../../../test/read-response.ts'
import { createStore, type AccountStore, type StoreDriver } from '../../store.ts'
import { buildDelivery } from '../../testing.ts'

afterEach(() => void vi.useRealTimers())

/** Returns the account over a driver of which some functions are replaced. */
function broken({ driver, account }: AccountStore, replaced: Partial<StoreDriver>): AccountStore {
  return createStore({ ...driver, ...replaced }).forAccount(account)
}

describe('a delivery', () => {
  test('gets 200 when its events are stored, and handlers are called afterwards', async () => {
    const { open, settle, account } = createInboxBench()
    const texts: unknown[] = []
    const webhooks = open().on('message', ({ text, id, at }) => void texts.push([text, id, at]))
    expect(await deliver(webhooks, 'message', { messageId: 'm1', text: 'Hi' })).toEqual({ status: 200 })
    expect(texts).toEqual([])
    expect((await account.stats()).waiting).toEqual({ in: 1 })
    expect(await settle(webhooks)).toEqual({ left: 0 })
    expect(texts).toEqual([['Hi', 'message:m1', start]])
  })

  test('is stored by a process without handlers, and handled by another one', async () => {
    const { open, settle } = createInboxBench()
    const kinds: string[] = []
    const worker = open().on(['message', 'status'], ({ kind }) => void kinds.push(kind))
    const web = open()
    await web.receive({ body: { ...buildDelivery('message'), ...buildDelivery('status') } })
    await settle(worker)
    expect(kinds.toSorted()).toEqual(['message', 'status'])
  })

  test('loses the content of its events when they are handled', async () => {
    const { open, settle, account } = createInboxBench()
    const webhooks = open()
    await deliver(webhooks, 'message', { messageId: 'm1' })
    await settle(webhooks)
    const [event] = await account.driver.find('main', ['message:m1'])
    expect([event!.state, event!.data]).toEqual(['done', null])
  })

  test('keeps its items for as long as keepDeliveries says', async () => {
    const { open, settle, account, clock } = createInboxBench()
    const webhooks = open({ keepDeliveries: 60_000 })
    await deliver(webhooks, 'message', { messageId: 'm1' })
    await settle(webhooks)
    const read = async () => (await account.driver.find('main', ['message:m1']))[0]!.data
    expect(await read()).toMatchObject({ v: 1, key: 'messages', item: { messageId: 'm1' } })
    clock.advance(3_600_001)
    await settle(webhooks)
    expect(await read()).toBeNull()
  })

  test('with an item that cannot be read reports it, and stores the others', async () => {
    const { open, settle, reported } = createInboxBench()
    const texts: unknown[] = []
    const webhooks = open().on('message', ({ text }) => void texts.push(text))
    const { messages } = buildDelivery('message', { text: 'Hi' }) as { messages: object[] }
    await webhooks.receive({ body: { messages: [{ isEcho: false }, ...messages] } })
    await settle(webhooks)
    expect(reported).toMatchObject([{ kind: 'unrecognized', message: expect.stringContaining('messages.messageId') }])
    expect(texts).toEqual(['Hi'])
  })
})

describe('a store that fails', () => {
  test('makes the response a 503, and the items are reported', async () => {
    const { open, account, reported } = createInboxBench()
    const store = broken(account, { commit: async () => Promise.reject(new Error('disk full')) })
    const webhooks = open({ store })
    const response = readResponse(await deliver(webhooks, 'message', { messageId: 'm1' }))
    expect(response).toEqual({ status: 503, body: { error: 'the events could not be stored' } })
    expect(reported).toMatchObject([
      { message: 'disk full', subject: { kind: 'delivery', status: 503, items: [{ messageId: 'm1' }] } },
    ])
  })

  test('to answer within 10 seconds makes the response a 503', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { open, account, reported } = createInboxBench()
    let isAsked = false
    const commit = () => {
      isAsked = true
      return new Promise<never>(() => {})
    }
    const webhooks = open({ store: broken(account, { commit }) })
    const response = deliver(webhooks, 'message')
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(0)
      expect(isAsked).toBe(true)
    })
    await vi.advanceTimersByTimeAsync(10_000)
    expect((await response).status).toBe(503)
    expect(reported).toMatchObject([{ message: 'the store did not answer within 10000 ms' }])
  })

  test.each([
    ['lanes', { lanes: 1 }],
    ['bytes', { bytes: 10 }],
  ])('because the account has too many %s makes the response a 503', async (_, caps) => {
    const { open, reported, settle } = createInboxBench()
    const webhooks = open({ caps })
    expect((await deliver(webhooks, 'message', { chatId: '1' })).status).toBe(200)
    // Another process has not looked yet.
    const other = open({ caps })
    expect((await deliver(other, 'message', { chatId: '2' })).status).toBe(503)
    expect(reported).toMatchObject([{ message: expect.stringContaining('The account is full') }])
    await settle(webhooks)
    expect((await deliver(other, 'message', { chatId: '2' })).status).toBe(200)
  })

  test('is stored when the store counts again, after a look at how much is stored that never ended', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { open, account, reported } = createInboxBench()
    const { stats } = account.driver
    let looks = 0
    const store = broken(account, { stats: (name) => (++looks === 1 ? new Promise(() => {}) : stats(name)) })
    const webhooks = open({ store })
    const first = deliver(webhooks, 'message', { messageId: 'm1' })
    await vi.waitUntil(() => looks === 1)
    await vi.advanceTimersByTimeAsync(10_000)
    expect((await first).status).toBe(503)
    expect((await deliver(webhooks, 'message', { messageId: 'm2' })).status).toBe(200)
    expect(reported).toMatchObject([{ message: 'the store did not answer within 10000 ms' }])
  })

  test('does not wait for a later look at how much is stored', async () => {
    const { open, account } = createInboxBench()
    const { stats } = account.driver
    let looks = 0
    const store = broken(account, { stats: (name) => (++looks === 1 ? stats(name) : new Promise(() => {})) })
    const webhooks = open({ store })
    expect((await deliver(webhooks, 'message', { messageId: 'm1' })).status).toBe(200)
    const read = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => read() + 5_001)
    expect((await deliver(webhooks, 'message', { messageId: 'm2' })).status).toBe(200)
    vi.restoreAllMocks()
    expect(looks).toBe(2)
  })
})
