import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { json } from '../../../test/scripted-fetch.ts'
import { createWazzup, RATE_LIMIT } from '../../index.ts'

beforeEach(async () => {
  await import('ofetch')
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

/** Creates a client that records the time of each request. */
function paced(options: { rateLimit?: { requests: number; perMilliseconds: number } } = {}) {
  const starts: Record<string, number[]> = {}
  const fetch = async (_: string, init: RequestInit) => {
    const key = new Headers(init.headers).get('authorization')!
    ;(starts[key] ??= []).push(Date.now())
    return json(200, [])
  }
  return { wazzup: createWazzup({ apiKey: 'key-one', fetch, timeout: 60_000, ...options }), starts }
}

/** Returns the maximum number of starts in a window of this length. */
function mostWithin(times: number[], length: number): number {
  let most = 0
  for (const [index, end] of times.entries()) {
    const inside = times.slice(0, index + 1).filter((time) => time > end - length).length
    most = Math.max(most, inside)
  }
  return most
}

test('by default, a burst starts immediately, and no 5 seconds contain more requests than Wazzup accepts', async () => {
  const { wazzup, starts } = paced()
  const begin = Date.now()
  const all = Promise.all(Array.from({ length: 1_200 }, () => wazzup.channels.list()))
  await vi.advanceTimersByTimeAsync(20_000)
  await all
  const times = starts['Bearer key-one']!
  expect(times).toHaveLength(1_200)
  expect(times.filter((time) => time === begin)).toHaveLength(450)
  expect(mostWithin(times, RATE_LIMIT.perMilliseconds)).toBeLessThanOrEqual(RATE_LIMIT.requests)
})

test('each key has its own limit', async () => {
  const { wazzup, starts } = paced({ rateLimit: { requests: 2, perMilliseconds: 1_000 } })
  const begin = Date.now()
  const all = Promise.all(
    ['key-one', 'key-two'].flatMap((apiKey) => [1, 2, 3].map(() => wazzup.channels.list({}, { apiKey }))),
  )
  await vi.advanceTimersByTimeAsync(2_000)
  await all
  for (const times of Object.values(starts)) expect(times.map((time) => time - begin)).toEqual([0, 0, 1_000])
})

test('an aborted call gives its place to the next one', async () => {
  const { wazzup, starts } = paced({ rateLimit: { requests: 1, perMilliseconds: 1_000 } })
  const begin = Date.now()
  const stop = new AbortController()
  const first = wazzup.channels.list().then(() => 'sent')
  const second = wazzup.channels.list({}, { signal: stop.signal }).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(10)
  stop.abort()
  expect(await second).toMatchObject({ reason: 'aborted', effect: 'none', attempts: 0 })
  const third = wazzup.channels.list().then(() => 'sent')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await Promise.all([first, third])).toEqual(['sent', 'sent'])
  expect(starts['Bearer key-one']!.map((time) => time - begin)).toEqual([0, 1_000])
})

test('fails immediately, without a request, when its place would be after the deadline', async () => {
  const { wazzup, starts } = paced({ rateLimit: { requests: 1, perMilliseconds: 10_000 } })
  await wazzup.channels.list()
  const error = await wazzup.channels.list({}, { timeout: 5_000 }).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ reason: 'timeout', effect: 'none', attempts: 0 })
  expect((error as Error).message).toContain('limiter')
  expect(starts['Bearer key-one']).toHaveLength(1)
})

test('a used key keeps its limit, also with many other keys', async () => {
  const { wazzup, starts } = paced({ rateLimit: { requests: 1, perMilliseconds: 10_000 } })
  const use = (apiKey: string) =>
    wazzup.channels.list({}, { apiKey, timeout: 1_000 }).then(
      () => 'sent',
      () => 'held',
    )
  expect(await use('the-busy-key')).toBe('sent')
  for (let other = 0; other < 1_500; other++) {
    await use(`other-key-${other}`)
    if (other % 500 === 0) expect(await use('the-busy-key')).toBe('held')
  }
  expect(starts['Bearer the-busy-key']).toHaveLength(1)
})

test('takes the earliest of several returned places first', async () => {
  const { wazzup, starts } = paced({ rateLimit: { requests: 1, perMilliseconds: 1_000 } })
  const begin = Date.now()
  const quitters = [new AbortController(), new AbortController(), new AbortController()]
  const first = wazzup.channels.list().then(() => 'sent')
  const left = quitters.map(({ signal }) => wazzup.channels.list({}, { signal }).catch(() => 'left'))
  await vi.advanceTimersByTimeAsync(10)
  for (const index of [2, 0, 1]) quitters[index]!.abort()
  await Promise.all(left)
  const next = wazzup.channels.list()
  await vi.advanceTimersByTimeAsync(3_000)
  await Promise.all([first, next])
  expect(starts['Bearer key-one']!.map((time) => time - begin)).toEqual([0, 1_000])
})

test('does not take a returned place that has passed', async () => {
  const { wazzup, starts } = paced({ rateLimit: { requests: 1, perMilliseconds: 1_000 } })
  const begin = Date.now()
  const stop = new AbortController()
  await wazzup.channels.list()
  const left = wazzup.channels.list({}, { signal: stop.signal }).catch(() => 'left')
  stop.abort()
  await left
  await vi.advanceTimersByTimeAsync(5_000)
  const both = Promise.all([wazzup.channels.list(), wazzup.channels.list()])
  await vi.advanceTimersByTimeAsync(1_000)
  await both
  expect(starts['Bearer key-one']!.map((time) => time - begin)).toEqual([0, 5_000, 6_000])
})

test('a call whose place is too late gives it to the next one', async () => {
  const { wazzup, starts } = paced({ rateLimit: { requests: 1, perMilliseconds: 4_000 } })
  const begin = Date.now()
  await wazzup.channels.list()
  await expect(wazzup.channels.list({}, { timeout: 1_000 })).rejects.toMatchObject({ reason: 'timeout' })
  const next = wazzup.channels.list()
  await vi.advanceTimersByTimeAsync(4_000)
  await next
  expect(starts['Bearer key-one']!.map((time) => time - begin)).toEqual([0, 4_000])
})
