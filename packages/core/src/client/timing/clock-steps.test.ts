import { describe, expect, test, vi } from 'vitest'
import { connectionReset, json, scriptedFetch } from '../../../test/scripted-fetch.ts'
import { useVirtualTime } from '../../../test/virtual-time.ts'
import { createWazzup, type WazzupError } from '../../index.ts'

// Time servers and users change the wall clock. The monotonic clock stops while the machine sleeps.

useVirtualTime()

const apiKey = 'c8cf90444023482f909520d454368d27'
const message = { channelId: 'c', chatType: 'whatsapp', chatId: '79011112233', text: 'hi' } as const
const accepted = () => json(201, { messageId: 'm1', chatId: '79011112233' })
const day = 86_400_000

/** Changes the wall clock, and not the monotonic clock. */
function step(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds)
}

describe('the rate limiter', () => {
  test.each([-day, -600_000, day])('keeps its rate when the wall clock is set by %i ms', async (milliseconds) => {
    const times: number[] = []
    const fetch = async () => {
      times.push(performance.now())
      return json(200, [])
    }
    const wazzup = createWazzup({ apiKey, fetch, timeout: 60_000 })
    await Promise.all(Array.from({ length: 450 }, () => wazzup.channels.list()))
    step(milliseconds)
    const more = Promise.all(Array.from({ length: 450 }, () => wazzup.channels.list()))
    await vi.advanceTimersByTimeAsync(5_100)
    await more
    expect(times[450]! - times[0]!).toBeGreaterThanOrEqual(5_000)
    expect(times[899]! - times[0]!).toBeLessThanOrEqual(5_100)
  })

  test('works when fake timers with another year are turned on and off', async () => {
    vi.useRealTimers()
    const fetch = async () => json(200, [])
    const wazzup = createWazzup({ apiKey, fetch, rateLimit: { requests: 2, perMilliseconds: 100 }, timeout: 5_000 })
    await Promise.all([wazzup.channels.list(), wazzup.channels.list()])
    for (const year of [2020, 2035, 2020]) {
      vi.useFakeTimers({ now: new Date(`${year}-01-01T00:00:00Z`) })
      const calls = Promise.all([wazzup.channels.list(), wazzup.channels.list(), wazzup.channels.list()])
      await vi.advanceTimersByTimeAsync(500)
      expect(await calls).toHaveLength(3)
      vi.useRealTimers()
    }
    expect(await wazzup.channels.list()).toEqual([])
  })
})

describe('the window of a send', () => {
  const options = { timeout: 600_000, attemptTimeout: 600_000, maxRetries: 10 }

  test.each([-day, -600_000, -10_000])('does not grow when the wall clock is set by %i ms', async (milliseconds) => {
    const slow = () => new Promise<Response>((_, reject) => setTimeout(() => reject(connectionReset()), 28_000))
    const { fetch, requests } = scriptedFetch(slow)
    const startedAt = performance.now()
    const pending = createWazzup({ apiKey, fetch, ...options })
      .messages.send(message)
      .catch((error: WazzupError) => error)
    await vi.advanceTimersByTimeAsync(1_000)
    step(milliseconds)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(await pending).toMatchObject({ effect: 'unknown' })
    expect(requests).toHaveLength(2)
    expect(performance.now() - startedAt).toBeGreaterThan(55_000)
  })

  test('ends when only the wall clock advanced during a sleep', async () => {
    const { fetch, requests } = scriptedFetch(connectionReset(), accepted())
    const pending = createWazzup({ apiKey, fetch, ...options })
      .messages.send(message)
      .catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(0)
    step(120_000)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await pending).toMatchObject({ effect: 'unknown', attempts: 1 })
    expect(requests).toHaveLength(1)
  })

  test('counts a sleep after the wall clock was set back', async () => {
    const failAfter = (milliseconds: number) => () =>
      new Promise<Response>((_, reject) => setTimeout(() => reject(connectionReset()), milliseconds))
    const { fetch, requests } = scriptedFetch(failAfter(28_000), failAfter(5_000), accepted())
    const pending = createWazzup({ apiKey, fetch, ...options })
      .messages.send(message)
      .catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(15_000)
    step(-40_000)
    // The second attempt is running.
    await vi.advanceTimersByTimeAsync(16_000)
    step(25_000)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await pending).toMatchObject({ effect: 'unknown', attempts: 2 })
    expect(requests).toHaveLength(2)
  })

  test('allows no retry when less than 3 seconds would remain', async () => {
    const failAt53 = () => new Promise<Response>((_, reject) => setTimeout(() => reject(connectionReset()), 53_000))
    const { fetch, requests } = scriptedFetch(failAt53, accepted())
    const pending = createWazzup({ apiKey, fetch, ...options })
      .messages.send(message)
      .catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await pending).toMatchObject({ reason: 'connection', effect: 'unknown', attempts: 1 })
    expect(requests).toHaveLength(1)
  })
})

describe('the deadline', () => {
  test('does not move when the wall clock is set back', async () => {
    const { fetch } = scriptedFetch(() => json(503, ''))
    const startedAt = performance.now()
    const pending = createWazzup({ apiKey, fetch, timeout: 10_000, maxRetries: 1_000 })
      .channels.list()
      .catch((error: WazzupError) => error)
    await vi.advanceTimersByTimeAsync(1_000)
    step(-day)
    let endedAt = 0
    void pending.then(() => (endedAt = performance.now()))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await pending).toMatchObject({ status: 503 })
    expect(endedAt - startedAt).toBeLessThanOrEqual(10_000)
  })

  test('measures a Retry-After date against the clock of the server', async () => {
    step(-day)
    const now = Date.now() + day
    const headers = { date: new Date(now).toUTCString(), 'retry-after': new Date(now + 3_000).toUTCString() }
    const { fetch, requests } = scriptedFetch(json(429, '', headers), json(200, []))
    const pending = createWazzup({ apiKey, fetch }).channels.list()
    await vi.advanceTimersByTimeAsync(4_000)
    expect(await pending).toEqual([])
    expect(requests).toHaveLength(2)
  })
})
