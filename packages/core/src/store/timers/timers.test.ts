import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createInboxBench, start } from '../../../test/inbox-bench.ts'
import { toChatKey } from '../../index.ts'
import {
  createMemoryStore,
  createStore,
  createTimers,
  giveUp,
  type StoreDriver,
  type Timer,
  type Timers,
} from '../../store.ts'

const minute = 60_000
const hour = 60 * minute

/** Timers of several processes on one store, and what their handlers got. */
function openTimers() {
  const { account, clock } = createInboxBench()
  const fired: Timer[] = []
  const reported: string[] = []
  const open = (): Timers =>
    createTimers({
      store: account,
      onError: (error, timer) => reported.push(`${timer?.name} ${timer?.key}: ${(error as Error).message}`),
    })
  const openWithHandler = () => open().on('reminder', (timer) => void fired.push(timer))
  /** Advances the clock, and lets all processes run what is due. */
  async function advance(milliseconds: number, ...processes: readonly Timers[]): Promise<void> {
    clock.advance(milliseconds)
    await Promise.all(processes.map((timers) => timers.drain({ deadline: 5_000 })))
  }
  return { account, clock, fired, reported, open, openWithHandler, advance }
}

const keysOf = (fired: readonly Timer[]) => fired.map(({ key }) => key)

describe('a timer', () => {
  test('fires at its time, once, with its data', async () => {
    const { fired, openWithHandler, advance } = openTimers()
    const timers = openWithHandler()
    expect(await timers.set('reminder', 'visit 1', { at: start + hour, data: { phone: '7' } })).toBe(true)
    await advance(hour - 1, timers)
    expect(fired).toEqual([])
    await advance(1, timers)
    await advance(hour, timers)
    expect(fired).toEqual([{ key: 'visit 1', at: start + hour, data: { phone: '7' } }])
  })

  test('fires now when its time is past, also if it has a fraction', async () => {
    const { fired, openWithHandler, advance } = openTimers()
    const timers = openWithHandler()
    await timers.set('reminder', 'a', { at: start - hour })
    await timers.set('reminder', 'b', { at: start - 0.5 })
    await advance(0, timers)
    expect(keysOf(fired).toSorted()).toEqual(['a', 'b'])
  })

  test.each([
    ['earlier', 10 * minute],
    ['later', 3 * hour],
  ])('is moved %s when it is set again', async (_direction, after) => {
    const { fired, openWithHandler, advance } = openTimers()
    const timers = openWithHandler()
    await timers.set('reminder', 'a', { at: start + hour, data: 1 })
    expect(await timers.set('reminder', 'a', { at: start + after, data: 2 })).toBe(true)
    await advance(after - 1, timers)
    expect(fired).toEqual([])
    await advance(1, timers)
    await advance(3 * hour, timers)
    expect(fired).toEqual([{ key: 'a', at: start + after, data: 2 }])
  })

  test('may be set again by its own handler', async () => {
    const { clock, open, advance } = openTimers()
    const times: number[] = []
    const timers = open()
    timers.on('chain', async ({ key, at }) => {
      times.push(at - start)
      if (times.length < 3) await timers.set('chain', key, { at: clock.now() + minute })
    })
    await timers.set('chain', 'a', { at: start })
    for (let turn = 0; turn < 5; turn++) await advance(turn === 0 ? 0 : minute, timers)
    expect(times).toEqual([0, minute, 2 * minute])
  })

  test('with the same key and another name is another timer, whatever the characters', async () => {
    const { open, advance } = openTimers()
    const got: string[] = []
    const timers = open()
    for (const name of ['a', 'a/b', 'every']) timers.on(name, ({ key }) => void got.push(`${name} ${key}`))
    await timers.set('a', 'b/c', { at: start })
    await timers.set('a/b', 'c', { at: start })
    await timers.set('every', '60000', { at: start })
    await advance(0, timers)
    expect(got.toSorted()).toEqual(['a b/c', 'a/b c', 'every 60000'])
  })

  test('does not fire after it was cancelled', async () => {
    const { fired, openWithHandler, advance } = openTimers()
    const timers = openWithHandler()
    await timers.set('reminder', 'a', { at: start + hour })
    expect(await timers.cancel('reminder', 'a')).toBe(true)
    expect(await timers.cancel('reminder', 'a')).toBe(false)
    await advance(2 * hour, timers)
    expect(fired).toEqual([])
    await timers.set('reminder', 'b', { at: start })
    await advance(0, timers)
    expect(await timers.cancel('reminder', 'b')).toBe(false)
    expect(await timers.cancel('reminder', 'never set')).toBe(false)
  })

  test.each([
    ['name', () => ['', 'a', { at: start }]],
    ['key', () => ['a', ' ', { at: start }]],
    ['key', () => ['a', 'x'.repeat(501), { at: start }]],
    ['at', () => ['a', 'b', { at: start / 1_000 }]],
    ['at', () => ['a', 'b', { at: Number.NaN }]],
    ['at', () => ['a', 'b', { at: undefined }]],
  ])('is rejected with the name of what is invalid: %s', async (field, parameters) => {
    const { open, account } = openTimers()
    const setting = open().set(...(parameters() as Parameters<Timers['set']>))
    await expect(setting).rejects.toMatchObject({ name: 'WazzupValidationError', issues: [{ path: field }] })
    expect((await account.stats()).waiting).toEqual({})
  })
})

test('a timer whose key is a chat is forgotten with that chat, and may be set again', async () => {
  const { account, fired, openWithHandler, advance } = openTimers()
  const timers = openWithHandler()
  const chat = { channelId: 'c1', chatType: 'whatsapp', chatId: '79000000201' }
  const options = { at: start + hour, once: true }
  await timers.set('reminder', toChatKey(chat), options)
  await timers.set('reminder', toChatKey({ ...chat, chatId: '79000000202' }), options)
  expect(await account.forget(chat)).toBe(2)
  await advance(hour, timers)
  expect(keysOf(fired)).toEqual([toChatKey({ ...chat, chatId: '79000000202' })])
  expect(await timers.set('reminder', toChatKey(chat), options)).toBe(true)
})

describe('a timer with once', () => {
  test('is set once until it is cancelled, whether it has fired or not', async () => {
    const { fired, openWithHandler, advance } = openTimers()
    const timers = openWithHandler()
    const set = (at: number) => timers.set('reminder', 'chat 1', { at, once: true })
    expect(await set(start + hour)).toBe(true)
    expect(await set(start + minute)).toBe(false)
    await advance(hour, timers)
    expect(fired).toHaveLength(1)
    expect(await set(start + 2 * hour)).toBe(false)
    expect(await timers.cancel('reminder', 'chat 1')).toBe(false)
    expect(await set(start + 2 * hour)).toBe(true)
    await advance(hour, timers)
    expect(fired).toHaveLength(2)
  })

  test('is set by one of many processes that ask at once', async () => {
    const { fired, openWithHandler, advance } = openTimers()
    const processes = Array.from({ length: 5 }, openWithHandler)
    const answers = await Promise.all(
      processes.map((timers) => timers.set('reminder', 'a', { at: start + minute, once: true })),
    )
    expect(answers.filter(Boolean)).toHaveLength(1)
    await advance(minute, ...processes)
    expect(keysOf(fired)).toEqual(['a'])
  })
})

describe('the handler of a timer', () => {
  test('runs in one of several processes, also in one that has started later', async () => {
    const { fired, openWithHandler, advance } = openTimers()
    await openWithHandler().set('reminder', 'a', { at: start + hour })
    const processes = Array.from({ length: 3 }, openWithHandler)
    await advance(hour, ...processes)
    expect(keysOf(fired)).toEqual(['a'])
  })

  test('runs again when it fails, and what failed for good can be replayed', async () => {
    const { account, open, reported, advance } = openTimers()
    const attempts: number[] = []
    let isBroken = true
    const timers = open().on('reminder', (_timer, { attempt }) => {
      attempts.push(attempt)
      if (isBroken) throw new Error('the CRM is down')
    })
    await timers.set('reminder', 'a', { at: start })
    for (let turn = 0; turn < 12; turn++) await advance(minute, timers)
    expect(attempts).toEqual([1, 2, 3, 4, 5, 6])
    expect(reported).toHaveLength(7)
    expect(reported[0]).toBe('reminder a: the CRM is down')
    expect(reported[6]).toBe('reminder a: does not fire any more; see deadLetters: Error: the CRM is down')
    const [letter] = await account.deadLetters()
    expect(letter).toMatchObject({ data: { name: 'reminder', key: 'a' }, error: 'Error: the CRM is down' })
    isBroken = false
    await account.replay([letter!.id])
    await advance(0, timers)
    expect(attempts).toHaveLength(7)
    expect(await account.deadLetters()).toEqual([])
  })

  test('runs once when it gives up', async () => {
    const { account, open, advance } = openTimers()
    let runs = 0
    const timers = open().on('reminder', () => {
      runs++
      throw giveUp('the order was deleted')
    })
    await timers.set('reminder', 'a', { at: start })
    await advance(0, timers)
    await advance(hour, timers)
    expect(runs).toBe(1)
    expect(await account.deadLetters()).toHaveLength(1)
  })

  test('that no process has is waited for, and reported after a day', async () => {
    const { account, fired, open, openWithHandler, reported, advance } = openTimers()
    const older = open()
    await older.set('reminder', 'a', { at: start })
    await older.set('forgotten', 'b', { at: start })
    await advance(0, older)
    expect(reported).toEqual([])
    await advance(minute, openWithHandler())
    expect(keysOf(fired)).toEqual(['a'])
    await advance(24 * hour, older)
    expect(reported).toEqual([
      'forgotten b: does not fire any more; see deadLetters: no process has a handler for the timer "forgotten"',
    ])
    expect(await account.deadLetters()).toHaveLength(1)
  })

  test('of a name can be registered once', () => {
    const timers = openTimers().openWithHandler()
    expect(() => timers.on('reminder', () => {})).toThrow('name "reminder" has a handler already')
    expect(() => timers.every('reminder', minute, () => {})).toThrow('name "reminder" has a handler already')
    // @ts-expect-error not a function
    expect(() => timers.on('other', undefined)).toThrow('timers.on: handler must be a function')
    for (const timeout of [Infinity, -1, 'x' as never]) {
      expect(() => timers.on('other', () => {}, { timeout })).toThrow('timers.on: timeout must be')
      expect(() => timers.every('hourly', 3_600_000, () => {}, { timeout })).toThrow('timers.every: timeout must be')
    }
    for (const options of [undefined, {}, { store: createMemoryStore() }]) {
      expect(() => createTimers(options as never)).toThrow('createTimers: store must be store.forAccount')
    }
    const store = createMemoryStore().forAccount('main')
    for (const options of [{ concurrency: 0 }, { remember: Number.NaN }, { onError: 'x' }, { onerror: () => {} }]) {
      expect(() => createTimers({ store, ...options } as never)).toThrow(`createTimers: ${Object.keys(options)[0]}`)
    }
    for (const period of [999, 0, -1, Number.NaN, 1_000.5, Infinity]) {
      expect(() => timers.every('other', period, () => {})).toThrow('timers.every: milliseconds must be a whole number')
    }
  })
})

describe('a periodic handler', () => {
  test('runs once in each period, in one of several processes', async () => {
    const { clock, open, advance } = openTimers()
    const runs: number[] = []
    const openPeriodic = () => open().every('guard', hour, () => void runs.push(clock.now() - start))
    const processes = [openPeriodic(), openPeriodic()]
    await advance(0, ...processes)
    for (let turn = 0; turn < 30; turn++) await advance(10 * minute, ...processes)
    // The periods begin at the full hours, and the test at half past ten.
    expect(runs).toEqual([0.5, 1.5, 2.5, 3.5, 4.5].map((hours) => hours * hour))
  })

  test('runs once after an outage of many periods, and then in its periods', async () => {
    const { clock, open, advance } = openTimers()
    const runs: number[] = []
    const openPeriodic = () => open().every('guard', hour, () => void runs.push(clock.now() - start))
    await advance(0, openPeriodic())
    clock.advance(100 * hour)
    const later = openPeriodic()
    await advance(0, later)
    expect(runs).toEqual([100 * hour])
    await advance(hour / 2, later)
    expect(runs).toEqual([100 * hour, 100.5 * hour])
  })

  test('that fails runs again, and then in the next period', async () => {
    const { account, open, reported, advance } = openTimers()
    let runs = 0
    const timers = open().every('guard', hour, () => {
      runs++
      throw new Error('no network')
    })
    await advance(0, timers)
    for (let turn = 0; turn < 59; turn++) await advance(minute, timers)
    expect(runs).toBe(6)
    expect(reported).toHaveLength(7)
    expect(reported[6]).toContain('waits for its next period: Error: no network')
    for (let turn = 0; turn < 60; turn++) await advance(minute, timers)
    expect(runs).toBe(12)
    expect(await account.deadLetters()).toEqual([])
  })

  test('has the period of the newest version', async () => {
    const { clock, open, advance } = openTimers()
    const runs: number[] = []
    const openPeriodic = (period: number) => open().every('guard', period, () => void runs.push(clock.now() - start))
    await advance(0, openPeriodic(hour))
    const newer = openPeriodic(20 * minute)
    await advance(0, newer)
    for (let turn = 0; turn < 12; turn++) await advance(10 * minute, newer)
    expect(runs).toEqual([10, 30, 50, 70, 90, 110].map((minutes) => minutes * minute))
  })

  test.each([
    ['could not be reached', 'no store', () => Promise.reject(new Error('no store'))],
    ['did not answer', 'the store did not answer within 10000 ms', () => new Promise<never>(() => {})],
  ])('runs although the store %s when it was registered', async (_, message, fail) => {
    const { account, clock } = createInboxBench()
    let isDown = true
    const driver: StoreDriver = {
      ...account.driver,
      commit: (...step) => (isDown ? fail() : account.driver.commit(...step)),
    }
    const reported: unknown[] = []
    const timers = createTimers({
      store: createStore(driver).forAccount('main'),
      onError: (error, timer) => reported.push([(error as Error).message, timer]),
    })
    let runs = 0
    timers.every('guard', hour, () => void runs++)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    timers.start()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(reported).toContainEqual([message, undefined])
    isDown = false
    await vi.advanceTimersByTimeAsync(5_000)
    expect((await timers.store.stats()).waiting).toEqual({ timer: 1 })
    vi.useRealTimers()
    clock.advance(hour)
    await expect.poll(() => runs).toBe(1)
    await timers.stop()
  })

  test('runs also in a process that only drains, and begins when it is registered after the start', async () => {
    const { clock, open } = openTimers()
    let runs = 0
    const timers = open()
    timers.start()
    timers.every('guard', hour, () => void runs++)
    await expect.poll(async () => (await timers.store.stats()).waiting).toEqual({ timer: 1 })
    clock.advance(hour)
    await expect.poll(() => runs).toBe(1)
    await timers.stop()
  })
})
