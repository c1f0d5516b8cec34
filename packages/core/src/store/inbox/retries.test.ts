import { describe, expect, test } from 'vitest'
import { createInboxBench, deliver } from '../../../test/inbox-bench.ts'
import { giveUp } from '../../store.ts'

const minute = 60_000

/** Opens a receiver whose handler fails while `isBroken`. */
function openBroken() {
  const bench = createInboxBench()
  const runs: string[] = []
  const state = { isBroken: true }
  const webhooks = bench
    .open()
    .on('message', (_, { attempt }) => void runs.push(`archive ${attempt}`), { name: 'archive' })
    .on(
      'message',
      (_, { attempt, replayed }) => {
        runs.push(`crm ${attempt}${replayed ? ' again' : ''}`)
        if (state.isBroken) throw new Error('the CRM says no')
      },
      { name: 'crm' },
    )
  return { ...bench, webhooks, runs, state }
}

describe('a handler that failed', () => {
  test('runs again alone after 1 s, 4 s, 15 s, 60 s and 4 min, and then the event is dead', async () => {
    const { webhooks, runs, settle, clock, reported } = openBroken()
    await deliver(webhooks, 'message', { messageId: 'm1' })
    await settle(webhooks)
    const counts = [runs.length]
    for (const delay of [1_000, 4_000, 15_000, 60_000, 240_000]) {
      clock.advance(delay - 1)
      await settle(webhooks)
      counts.push(runs.length)
      clock.advance(delay * 0.2 + 1)
      await settle(webhooks)
      counts.push(runs.length)
    }
    expect(counts).toEqual([2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7])
    expect(runs).toEqual(['archive 1', 'crm 1', 'crm 2', 'crm 3', 'crm 4', 'crm 5', 'crm 6'])
    expect(reported.map(({ run }) => run?.attempt)).toEqual([1, 2, 3, 4, 5, 6, undefined])
    expect(reported[0]).toMatchObject({
      message: 'the CRM says no',
      kind: 'message',
      run: { handler: 'crm', attempt: 1, nextIn: expect.closeTo(1_100, -3) },
    })
    expect(reported.at(-2)?.run).toEqual({ handler: 'crm', attempt: 6, nextIn: undefined })
    expect(reported.at(-1)).toMatchObject({
      kind: 'message',
      message: expect.stringMatching(/after 6 runs.*the CRM says no/),
    })
    clock.advance(60 * minute)
    expect(await settle(webhooks)).toEqual({ left: 0 })
    expect(runs).toHaveLength(7)
  })

  test('is not called again when it succeeds', async () => {
    const { webhooks, runs, settle, advance, state } = openBroken()
    await deliver(webhooks, 'message')
    await settle(webhooks)
    state.isBroken = false
    await advance(webhooks, 10_000)
    expect(runs).toEqual(['archive 1', 'crm 1', 'crm 2'])
    expect(await webhooks.deadLetters()).toEqual([])
  })

  test('with giveUp is dead at once', async () => {
    const { open, settle, reported } = createInboxBench()
    const webhooks = open().on('message', () => {
      throw giveUp('the order was deleted')
    })
    await deliver(webhooks, 'message', { messageId: 'm1' })
    await settle(webhooks)
    expect(await webhooks.deadLetters()).toMatchObject([
      { id: 'message:m1', attempts: 1, error: 'Error: the order was deleted', data: { item: { messageId: 'm1' } } },
    ])
    expect(reported).toHaveLength(2)
  })

  test('by its timeout has an aborted signal, and what it does later is dropped', async () => {
    const { open, settle, reported, account } = createInboxBench()
    const aborted: boolean[] = []
    const webhooks = open().on(
      'message',
      async (_, { signal }) => {
        await new Promise((resolve) => void signal.addEventListener('abort', resolve))
        aborted.push(signal.aborted)
      },
      { timeout: 5 },
    )
    await deliver(webhooks, 'message', { messageId: 'm1' })
    await settle(webhooks)
    expect(aborted).toEqual([true])
    expect(reported).toMatchObject([{ message: 'The handler "message" did not end within 5 ms' }])
    expect(await account.driver.find('main', ['message:m1'])).toMatchObject([{ state: 'waiting', attempts: 1 }])
  })
})

const noText = 'a value that has no text'
const trap = (): never => {
  throw new Error('a trap')
}

test.each([
  ['an object without a prototype', Object.create(null), noText],
  ['an object whose text throws', { toString: trap }, noText],
  ['a proxy that throws', new Proxy({}, { get: trap, has: trap, getPrototypeOf: trap }), 'Error: a trap'],
  ['a proxy without fields', new Proxy({}, { get: trap, has: trap }), noText],
  ['an error whose message throws', Object.defineProperty(new Error('of a model'), 'message', { get: trap }), ''],
  [
    'an error whose stack throws too',
    Object.defineProperties(new Error(), { message: { get: trap }, stack: { get: trap } }),
    noText,
  ],
  ['a symbol', Symbol('a'), 'Symbol(a)'],
  ['nothing', undefined, 'undefined'],
])('a run that throws %s counts, and the event is dead after six', async (_, thrown, text) => {
  const { open, settle, advance } = createInboxBench()
  let runs = 0
  const webhooks = open({ onError: () => {} }).on('message', () => {
    runs++
    throw thrown
  })
  await deliver(webhooks, 'message')
  await settle(webhooks)
  await advance(webhooks, 7 * minute)
  expect(runs).toBe(6)
  expect(await webhooks.deadLetters()).toMatchObject([{ error: expect.stringContaining(text) }])
})

test('replay runs the failed handlers of a dead event again, after what came meanwhile', async () => {
  const { webhooks, runs, settle, advance, state } = openBroken()
  await deliver(webhooks, 'message', { messageId: 'm1' })
  await settle(webhooks)
  await advance(webhooks, 7 * minute)
  const [dead] = await webhooks.deadLetters()
  expect(await webhooks.deadLetters({ after: dead!.position })).toEqual([])
  runs.length = 0
  state.isBroken = false
  await deliver(webhooks, 'message', { messageId: 'm2' })
  expect(await webhooks.replay([dead!.id, 'message:m2', 'unknown'])).toBe(1)
  await settle(webhooks)
  expect(runs).toEqual(['archive 1', 'crm 1', 'crm 1 again'])
  expect(await webhooks.deadLetters()).toEqual([])
})

describe('with a store', () => {
  test.each([
    ['no name', undefined, undefined],
    ['one name', 'a', undefined],
    ['the same name', 'a', 'a'],
  ])('two handlers of a kind with %s are rejected', (_, first, second) => {
    const webhooks = createInboxBench()
      .open()
      .on('message', () => {}, { name: first })
    expect(() => webhooks.on('message', () => {}, { name: second })).toThrow(/name/)
  })

  test('a handler of several kinds is registered under its name for each', async () => {
    const { open, settle } = createInboxBench()
    const kinds: string[] = []
    const webhooks = open().on(['message', 'missedCall'], ({ kind }) => void kinds.push(kind), { name: 'both' })
    webhooks.on('message', () => void kinds.push('other'), { name: 'other' })
    await deliver(webhooks, 'message')
    await deliver(webhooks, 'missedCall')
    await settle(webhooks)
    expect(kinds).toEqual(['message', 'other', 'missedCall'])
  })
})
