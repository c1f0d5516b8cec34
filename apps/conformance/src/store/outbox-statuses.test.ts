import { buildEvent } from '@wazzup-kit/core/testing'
import { createMemoryStore, type EntryState, type OutboxEvent } from '@wazzup-kit/core/store'
import { createEmulator } from '@wazzup-kit/emulator'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createStage, holdResponses, message } from './start-outbox.ts'

const stage = createStage()
afterEach(stage.stopAll)

/** Statuses of one message, with repeats. Each list gets in all orders. */
const lists = [
  ['sent'],
  ['edited', 'sent'],
  ['delivered', 'read'],
  ['sent', 'delivered', 'read'],
  ['sent', 'delivered', 'read', 'error'],
  ['sent', 'delivered', 'delivered', 'edited'],
  ['sent', 'sent', 'delivered', 'read', 'read'],
  ['sent', 'delivered', 'read', 'error', 'error', 'edited'],
]

/** The states that statuses lead to, the last one first. */
const ends: readonly [status: string, state: EntryState][] = [
  ['error', 'failed'],
  ['read', 'read'],
  ['delivered', 'delivered'],
  ['sent', 'accepted'],
]

const states: readonly EntryState[] = ['queued', 'sending', 'accepted', 'delivered', 'read', 'failed']

/** Returns all different orders. */
function ordersOf(statuses: readonly string[]): string[][] {
  if (statuses.length === 0) return [[]]
  return [...new Set(statuses)].flatMap((first) =>
    ordersOf(statuses.toSpliced(statuses.indexOf(first), 1)).map((rest) => [first, ...rest]),
  )
}

function endOf(statuses: readonly string[]): EntryState {
  return ends.find(([status]) => statuses.includes(status))![1]
}

const all = lists.flatMap(ordersOf)

/** Requests that leave at once. More would wait for the limit of the key. */
const together = 45

const chunks = Array.from({ length: Math.ceil(all.length / together) }, (_, index) =>
  all.slice(index * together, (index + 1) * together),
)

/** Starts an outbox whose responses are held until `release`, with one message for each order. */
async function startHeld(orders: readonly string[][]) {
  const emulator = createEmulator()
  const { fetch, release } = holdResponses(emulator.fetch)
  const store = createMemoryStore({ clock: emulator.clock }).forAccount('main')
  const process = { store, fetch, apiKey: emulator.keys.apiKey }
  const started = stage.startIn(process, { concurrency: orders.length })
  for (const index of orders.keys()) {
    const chatId = String(79_010_000_000 + index)
    await started.outbox.send({ ...message, chatId }, { id: String(index) })
  }
  started.outbox.start()
  await vi.waitFor(() => expect(emulator.ledger).toHaveLength(orders.length), 10_000)
  const messageIds = new Map(emulator.ledger.map(({ chatId, messageId }) => [chatId, messageId]))
  const messageIdOf = (index: number): string => messageIds.get(String(79_010_000_000 + index))!
  return { ...started, emulator, messageIdOf, release }
}

type Held = Awaited<ReturnType<typeof startHeld>>

/** Gives statuses of an entry one by one. Returns the states that it had. */
async function tell({ outbox, emulator, messageIdOf }: Held, index: number, statuses: string[]): Promise<EntryState[]> {
  const had: EntryState[] = []
  for (const status of statuses) {
    const error = status === 'error' ? { error: { error: 'BAD_CONTACT' } } : {}
    const event = buildEvent('status', { messageId: messageIdOf(index), status, ...error })
    await outbox.link.observe(event, emulator.clock.now())
    had.push((await outbox.get(String(index)))!.state)
  }
  return had
}

const parts = [
  { when: 'after the response', early: 0 },
  { when: 'around the response', early: 0.5 },
  { when: 'before the response', early: 1 },
]

/** Gives all statuses, a part of them before the response, and checks each state and event. */
async function check(orders: readonly string[][], early: number): Promise<void> {
  const held = await startHeld(orders)
  const { outbox, release, news, store, emulator } = held
  const split = (statuses: string[]): number => Math.ceil(statuses.length * early)
  const before = await Promise.all(orders.map((order, index) => tell(held, index, order.slice(0, split(order)))))
  release()
  await Promise.all([...orders.keys()].map((index) => outbox.track(String(index), { until: ['accepted'] })))
  const after = await Promise.all(orders.map((order, index) => tell(held, index, order.slice(split(order)))))
  await vi.waitFor(async () => {
    const { waiting } = await store.stats()
    const { next } = await store.driver.claim({ accounts: ['main'], queue: 'check', limit: 0, lease: 1 })
    // What is left are the tasks that look for silent messages.
    expect([waiting.news, next! > emulator.clock.now()]).toEqual([undefined, true])
  }, 10_000)
  await outbox.stop()

  const reported = Map.groupBy(news, ([, id]) => id)
  for (const [index, order] of orders.entries()) {
    const { state } = (await outbox.get(String(index)))!
    const end = endOf(order)
    const ranks = [...before[index]!, ...after[index]!, state].map((each) => states.indexOf(each))
    const events: OutboxEvent[] = reported.get(String(index))!.map(([event]) => event)
    expect(state, `${order}`).toBe(end)
    expect(ranks, `states after ${order}`).toEqual(ranks.toSorted((one, other) => one - other))
    expect(new Set(events).size, `${events} after ${order}`).toBe(events.length)
    expect(events.at(-1), `events after ${order}`).toBe(end)
  }
}

describe.each(parts)('statuses that come $when', ({ early }) => {
  test(`lead to the same state in all ${all.length} orders, never back, and report each event once`, async () => {
    expect.hasAssertions()
    for (const chunk of chunks) await check(chunk, early)
  })
})
