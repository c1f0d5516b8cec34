import type { AccountStore } from '@wazzup-kit/core/store'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { countSends, createProcessWithoutResponse, createStage, message } from './start-outbox.ts'

const stage = createStage()
const { start, startIn, startBehindKilled } = stage
afterEach(async () => {
  await stage.stopAll()
  vi.restoreAllMocks()
})

/** Returns a function that moves all clocks forward: those of processes, of the store and of Wazzup. */
function moveClocks(): (milliseconds: number) => void {
  const now = Date.now.bind(Date)
  let ahead = 0
  vi.spyOn(Date, 'now').mockImplementation(() => now() + ahead)
  return (milliseconds) => void (ahead += milliseconds)
}

/** Returns a store whose next commit of an entry with a call takes effect at once, and answers when `opened` resolves. */
function stallAfterCall(store: AccountStore, opened: Promise<void>, whenStored: () => void): AccountStore {
  const commit: AccountStore['driver']['commit'] = async (account, step, transaction) => {
    const result = await store.driver.commit(account, step, transaction)
    const hasCall = step.write?.some(({ value }) => (value as { calls?: unknown[] } | undefined)?.calls?.length === 1)
    if (hasCall) {
      whenStored()
      await opened
    }
    return result
  }
  return { ...store, driver: { ...store.driver, commit } }
}

const broken = (): TypeError => {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' })
  return new TypeError('fetch failed', { cause })
}

describe('a process that stalls', () => {
  test('before it begins, until another one has begun: it does not begin a second window', async () => {
    const { emulator, store, outbox: idle } = start()
    await idle.send(message, { id: 'one' })
    const apiKey = emulator.keys.apiKey
    const { promise: opened, resolve: open } = Promise.withResolvers<void>()
    let looks = 0
    const readGroup: typeof store.driver.readGroup = async (...query) => {
      // The second look for obstacles is right before the first request.
      if (++looks === 2) await opened
      return store.driver.readGroup(...query)
    }
    const stalled = { ...store, driver: { ...store.driver, readGroup } }
    startIn({ store: stalled, fetch: emulator.fetch, apiKey }).outbox.start()
    await vi.waitFor(() => expect(looks).toBe(2))
    emulator.clock.advance(20_001)
    const killed = createProcessWithoutResponse(store, emulator.fetch)
    startIn({ ...killed, apiKey }).outbox.start()
    await vi.waitFor(() => expect(emulator.ledger).toHaveLength(1))
    // The window of the other one is almost over, so no request may leave any more.
    emulator.clock.advance(49_000)
    open()
    await idle.track('one', { until: ['unknown', 'accepted'] })
    expect(await idle.get('one')).toMatchObject({ state: 'unknown' })
    expect(countSends(emulator)).toBe(1)
  })

  test('between its call and its request, for longer than the window: the request does not leave', async () => {
    const move = moveClocks()
    const { emulator, store, outbox: other } = start()
    await other.send(message, { id: 'one' })
    const { promise: opened, resolve: open } = Promise.withResolvers<void>()
    let isStored = false
    const stalled = stallAfterCall(store, opened, () => (isStored = true))
    const first = startIn({ store: stalled, fetch: emulator.fetch, apiKey: emulator.keys.apiKey })
    first.outbox.start()
    await vi.waitFor(() => expect(isStored).toBe(true))
    move(21_000)
    other.start()
    await other.track('one', { until: ['accepted'] })
    // Wazzup has forgotten the request of the other process.
    move(61_000)
    open()
    await first.outbox.stop()
    expect(countSends(emulator)).toBe(1)
    expect(await other.get('one')).toMatchObject({ state: 'accepted' })
  })

  test('after a request without a response, for longer than the window: it is not repeated', async () => {
    const move = moveClocks()
    const { emulator, store } = start()
    const lost: typeof fetch = async (...parameters) => {
      await emulator.fetch(...parameters)
      move(61_000)
      throw broken()
    }
    const { outbox } = startIn({ store, fetch: lost, apiKey: emulator.keys.apiKey })
    outbox.start()
    await outbox.send(message, { id: 'one' })
    await vi.waitFor(async () => expect((await outbox.stats()).waiting.out ?? 0).toBe(0), { timeout: 20_000 })
    expect(countSends(emulator)).toBe(1)
    expect(await outbox.get('one')).toMatchObject({ state: 'unknown' })
  })

  test('until another one has given its send up, and then proves that nothing left: the message leaves', async () => {
    const move = moveClocks()
    const { emulator, store, outbox: idle } = start()
    await idle.send(message, { id: 'one' })
    const gate = Promise.withResolvers<void>()
    let isStored = false
    const stalled = stallAfterCall(store, gate.promise, () => (isStored = true))
    startIn({ store: stalled, fetch: emulator.fetch, apiKey: emulator.keys.apiKey }).outbox.start()
    await vi.waitFor(() => expect(isStored).toBe(true))
    move(60_000)
    idle.start()
    await vi.waitFor(async () => expect((await idle.stats()).waiting).toEqual({ check: 1 }))
    gate.resolve()
    expect(await idle.track('one', { until: ['accepted'] })).toMatchObject({ state: 'accepted' })
    expect(emulator.ledger).toHaveLength(1)
  })

  test('until another one is giving its send up, and proves right then that nothing left: the message leaves', async () => {
    const move = moveClocks()
    const { emulator, store, outbox: idle } = start()
    await idle.send(message, { id: 'one' })
    const [gate, settled] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    let isStored = false
    const stalled = stallAfterCall(store, gate.promise, () => (isStored = true))
    const apiKey = emulator.keys.apiKey
    // The stalled process settles its task after the other one.
    const settleLate: AccountStore['driver']['commit'] = async (account, step, transaction) => {
      if (step.settle && isStored) await settled.promise
      return stalled.driver.commit(account, step, transaction)
    }
    const first = { ...store, driver: { ...store.driver, commit: settleLate } }
    startIn({ store: first, fetch: emulator.fetch, apiKey }).outbox.start()
    await vi.waitFor(() => expect(isStored).toBe(true))
    move(60_000)
    let commits = 0
    const proveMeanwhile: AccountStore['driver']['commit'] = async (account, step, transaction) => {
      if (step.settle && commits++ === 0) {
        gate.resolve()
        await vi.waitFor(async () => expect(await idle.get('one')).toMatchObject({ state: 'queued' }))
      }
      const result = await store.driver.commit(account, step, transaction)
      if (commits === 2) settled.resolve()
      return result
    }
    const second = { ...store, driver: { ...store.driver, commit: proveMeanwhile } }
    startIn({ store: second, fetch: emulator.fetch, apiKey }).outbox.start()
    expect(await idle.track('one', { until: ['accepted'] })).toMatchObject({ state: 'accepted' })
    expect(emulator.ledger).toHaveLength(1)
  })

  test('until its message was reported as unknown, and then proves that nothing left: it is rejected, and does not leave', async () => {
    const move = moveClocks()
    const { emulator, store, outbox: idle, news } = start()
    await idle.send(message, { id: 'one' })
    const gate = Promise.withResolvers<void>()
    let isStored = false
    const stalled = stallAfterCall(store, gate.promise, () => (isStored = true))
    const other = startIn({ store: stalled, fetch: emulator.fetch, apiKey: emulator.keys.apiKey })
    other.outbox.start()
    await vi.waitFor(() => expect(isStored).toBe(true))
    move(60_000)
    idle.start()
    await vi.waitFor(async () => expect((await idle.stats()).waiting).toEqual({ check: 1 }))
    move(300_000)
    idle.wake()
    // Either process may call its handlers.
    await vi.waitFor(() => expect([...news, ...other.news]).toEqual([['unknown', 'one']]))
    gate.resolve()
    await vi.waitFor(async () => {
      expect(await idle.get('one')).toMatchObject({ state: 'rejected', code: 'NEVER_LEFT' })
    })
    expect(emulator.ledger).toHaveLength(0)
  })

  test('while it continues the send of a dead one: its window began with the first request', async () => {
    const move = moveClocks()
    const { emulator, store } = await startBehindKilled('after its request')
    move(40_000)
    let requests = 0
    const lost: typeof fetch = async (...parameters) => {
      if (++requests > 1) return emulator.fetch(...parameters)
      // The request never arrives.
      move(25_000)
      throw broken()
    }
    const { outbox } = startIn({ store, fetch: lost, apiKey: emulator.keys.apiKey })
    outbox.start()
    await vi.waitFor(async () => expect((await outbox.stats()).waiting.out ?? 0).toBe(0), { timeout: 20_000 })
    expect(requests).toBe(1)
    expect(await outbox.get('one')).toMatchObject({ state: 'unknown' })
  })

  test('continues it at growing intervals, although a rejection pauses nothing for it', async () => {
    const { emulator, outbox } = await startBehindKilled('before its request')
    emulator.clock.advance(21_000)
    emulator.faults.calls.respondWith('CHANNEL_NO_MONEY', { route: 'messages.send', times: 1_000 })
    outbox.start()
    await vi.waitFor(() => expect(countSends(emulator)).toBeGreaterThan(0))
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(countSends(emulator)).toBeLessThan(4)
  })
})

describe('a process that is killed', () => {
  test('before its request: another one sends the message once', async () => {
    const { emulator, outbox } = await startBehindKilled('before its request')
    outbox.start()
    emulator.clock.advance(20_001)
    expect(await outbox.track('one', { until: ['accepted'] })).toMatchObject({ state: 'accepted' })
    expect(emulator.ledger).toHaveLength(1)
  })

  test('after its request arrived: another one continues under the same id, and nothing is sent twice', async () => {
    const { emulator, outbox } = await startBehindKilled('after its request')
    outbox.start()
    emulator.clock.advance(20_001)
    expect(await outbox.track('one', { until: ['accepted'] })).toMatchObject({ state: 'accepted', confirmed: false })
    expect(emulator.ledger).toHaveLength(1)
  })

  test('and continued with a rejection: the open call may still be accepted, so the entry ends as unknown', async () => {
    const { emulator, outbox } = await startBehindKilled('after its request')
    emulator.faults.calls.respondWith('INVALID_MESSAGE_DATA', { route: 'messages.send', times: 100 })
    outbox.start()
    emulator.clock.advance(20_001)
    await vi.waitFor(() => expect(countSends(emulator)).toBeGreaterThan(1))
    emulator.clock.advance(60_000)
    expect(await outbox.track('one', { until: ['unknown', 'rejected'] })).toMatchObject({ state: 'unknown' })
  })

  test('and not continued with resume: never: its message ends as unknown at once', async () => {
    const { emulator, outbox } = await startBehindKilled('before its request', { resume: 'never' })
    outbox.start()
    emulator.clock.advance(20_001)
    expect(await outbox.track('one', { until: ['unknown', 'accepted'] })).toMatchObject({ state: 'unknown' })
    expect(countSends(emulator)).toBe(0)
  })

  test('and continued too late: it is not sent again, and reported as unknown', async () => {
    const { emulator, outbox, news } = await startBehindKilled('before its request')
    // An attempt needs 3 of the 50 seconds.
    emulator.clock.advance(47_001)
    outbox.start()
    await outbox.track('one', { until: ['unknown'] })
    emulator.clock.advance(300_000)
    await vi.waitFor(() => expect(news).toEqual([['unknown', 'one']]))
    expect(emulator.ledger).toHaveLength(0)
    expect(await outbox.get('one')).toMatchObject({ state: 'unknown' })
  })
})
