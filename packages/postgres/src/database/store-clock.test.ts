import { afterEach, expect, test, vi } from 'vitest'
import type { Query } from './pool.ts'
import { createStoreClock } from './store-clock.ts'

afterEach(() => void vi.useRealTimers())

test('a reading that never ends rejects those that wait for it, and the clock is read again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  let reads = 0
  const query = (() => (++reads === 1 ? new Promise(() => {}) : Promise.resolve([{ now: 5_000 }]))) as Query
  const now = createStoreClock(query, undefined)
  const waiting = Promise.allSettled([now(), now()])
  await vi.advanceTimersByTimeAsync(10_000)
  const reason = new Error('PostgreSQL did not tell its time within 10000 ms')
  expect(await waiting).toEqual([
    { status: 'rejected', reason },
    { status: 'rejected', reason },
  ])
  expect(await now()).toBeGreaterThanOrEqual(4_900)
})
