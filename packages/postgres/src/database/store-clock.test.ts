import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createStoreClock } from './store-clock.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'Date'] }))
afterEach(() => void vi.useRealTimers())

/** Returns the clock of a database that is a day ahead. Each query takes the next milliseconds, all of them on its way there. */
function openClock(...delays: readonly number[]) {
  let reads = 0
  const ahead = 86_400_000
  const now = createStoreClock(async () => {
    vi.advanceTimersByTime(delays[reads++] ?? 2)
    return [{ now: Date.now() + ahead }] as never
  }, undefined)
  return { reads: () => reads, error: async () => Math.abs((await now()) - Date.now() - ahead) }
}

it('is read again when a reading took long, as the first one does, which opens a connection', async () => {
  const { reads, error } = openClock(800)
  expect(await error()).toBeLessThan(5)
  expect(reads()).toBe(2)
})

it('is the most exact of three readings when all of them take long', async () => {
  const { reads, error } = openClock(400, 100, 600)
  expect(await error()).toBeLessThan(55)
  expect(reads()).toBe(3)
})

it('is read once in five seconds when that takes little', async () => {
  const { reads, error } = openClock()
  for (let second = 0; second < 8; second++) {
    expect(await error()).toBeLessThan(5)
    vi.advanceTimersByTime(1_000)
  }
  expect(reads()).toBe(2)
})
