import { describe, expect, test, vi } from 'vitest'
import { connectionReset, json, scriptedFetch } from '../../test/scripted-fetch.ts'
import { end, useVirtualTime } from '../../test/virtual-time.ts'
import { createWazzup, type ApiKey, type ClientOptions } from '../index.ts'
import type { FetchLike } from './transport/transport.ts'

useVirtualTime()

const message = { channelId: 'c', chatType: 'whatsapp', chatId: '79011112233', text: 'hi' } as const
const accepted = () => json(201, { messageId: 'm1', chatId: '79011112233' })
const repeated = () => json(400, { error: 'REPEATED_CRM_MESSAGE_ID', data: { crmMessageId: 'x' } })

const client = (fetch: FetchLike, options: Partial<ClientOptions & { apiKey: ApiKey }> = {}) =>
  createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch, ...options })

describe('an accepted send', () => {
  test('returns the response of Wazzup and the crmMessageId of the message', async () => {
    const { fetch, requests } = scriptedFetch(json(201, { messageId: 'm1', chatId: '7', later: true }))
    const sent = await end(client(fetch).messages.send(message))
    expect(sent).toEqual({
      messageId: 'm1',
      chatId: '7',
      later: true,
      crmMessageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      repeated: false,
    })
    expect(requests[0]!.body).toEqual({ ...message, crmMessageId: (sent as { crmMessageId: string }).crmMessageId })
  })

  test('uses the given crmMessageId, and does not change the input', async () => {
    const { fetch, requests } = scriptedFetch(accepted())
    const input = Object.freeze({ ...message, crmMessageId: 'order-7' })
    expect(await end(client(fetch).messages.send(input))).toMatchObject({ crmMessageId: 'order-7' })
    expect(requests[0]!.body).toEqual(input)
  })

  test.each([
    ['a lost response', () => connectionReset()],
    ['a 500', () => json(500, '')],
    ['a truncated response', () => new Response('{"messageId":"m', { status: 201 })],
    ['an empty response', () => new Response('', { status: 201 })],
    ['a response of another server', () => new Response('<html>Sign in to the hotel</html>')],
    ['a response that is not an object', () => json(201, 'OK')],
    ['an error under a 200', () => json(200, { error: 'SOMETHING', description: 'of a proxy' })],
  ])('is the outcome when the retry after %s is rejected as repeated', async (_, first) => {
    const { fetch, requests } = scriptedFetch(first(), repeated())
    const sent = await end(client(fetch).messages.send(message))
    expect(sent).toEqual({ messageId: null, chatId: null, crmMessageId: expect.any(String), repeated: true })
    expect(requests).toHaveLength(2)
    expect(requests[0]!.body).toEqual(requests[1]!.body)
  })

  test.each([
    {},
    { ok: true },
    { messageId: null, error: null, status: 'new' },
    { messageId: '', chatId: '7' },
    { code: 'SOMETHING', message: 'of a proxy' },
  ])('does not accept a 201 with %j, and retries with the same id', async (body) => {
    const known = scriptedFetch(json(201, body), repeated())
    expect(await end(client(known.fetch).messages.send(message))).toMatchObject({ messageId: null, repeated: true })
    const lost = scriptedFetch(json(201, body), accepted())
    expect(await end(client(lost.fetch).messages.send(message))).toMatchObject({ messageId: 'm1', repeated: false })
    const always = scriptedFetch(json(201, body))
    expect(await end(client(always.fetch).messages.send(message))).toMatchObject({ effect: 'unknown', attempts: 3 })
  })

  test('accepts a number as the messageId', async () => {
    const { fetch, requests } = scriptedFetch(json(201, { messageId: 12, chatId: 7 }))
    expect(await end(client(fetch).messages.send(message))).toMatchObject({ messageId: '12', repeated: false })
    expect(requests).toHaveLength(1)
  })
})

describe('a rejected send', () => {
  test('is not retried after a 4xx', async () => {
    const { fetch, requests } = scriptedFetch(json(400, { error: 'WRONG_TRANSPORT' }))
    expect(await end(client(fetch).messages.send(message))).toMatchObject({ effect: 'none', attempts: 1 })
    expect(requests).toHaveLength(1)
  })

  test('makes no request when the input is invalid', async () => {
    const { fetch, requests } = scriptedFetch(accepted())
    const wrong = { ...message, contentUri: 'https://example.com' } as unknown as typeof message
    expect(await end(client(fetch).messages.send(wrong))).toMatchObject({
      name: 'WazzupValidationError',
      direction: 'input',
      effect: 'none',
      attempts: 0,
    })
    expect(requests).toHaveLength(0)
  })
})

describe('the outcome unknown of a send', () => {
  test('remains when a later attempt is rejected for another reason', async () => {
    const { fetch } = scriptedFetch(connectionReset(), json(400, { error: 'CHANNEL_BLOCKED' }))
    expect(await end(client(fetch).messages.send(message))).toMatchObject({
      code: 'CHANNEL_BLOCKED',
      effect: 'unknown',
      attempts: 2,
      crmMessageId: expect.any(String),
    })
  })

  test('is reported when each attempt is lost', async () => {
    const { fetch, requests } = scriptedFetch(connectionReset())
    expect(await end(client(fetch).messages.send(message))).toMatchObject({
      reason: 'connection',
      effect: 'unknown',
      attempts: 3,
    })
    expect(requests).toHaveLength(3)
  })

  test('is reported when each attempt ends with a 5xx', async () => {
    const { fetch } = scriptedFetch(new Response('<h1>Bad gateway</h1>', { status: 502 }))
    expect(await end(client(fetch).messages.send(message))).toMatchObject({ status: 502, effect: 'unknown' })
  })

  test('is not retried after the window in which Wazzup rejects repeated ids', async () => {
    const slow = () => new Promise<Response>((_, reject) => setTimeout(() => reject(connectionReset()), 28_000))
    const { fetch, requests } = scriptedFetch(slow)
    const options = { timeout: 600_000, attemptTimeout: 600_000, maxRetries: 10 }
    const startedAt = Date.now()
    const error = await end(client(fetch, options).messages.send(message))
    expect(error).toMatchObject({ effect: 'unknown' })
    // The first attempt takes 28 s. The retry after a short delay is aborted after 55 s.
    expect(requests).toHaveLength(2)
    expect(Date.now() - startedAt).toBeLessThanOrEqual(55_100)
  })

  test('is reported 5 seconds before the end of the window, when a retry is running', async () => {
    const hang = () => new Promise<Response>(() => {})
    const { fetch } = scriptedFetch(connectionReset(), hang)
    const startedAt = Date.now()
    const options = { timeout: 600_000, attemptTimeout: 600_000, maxRetries: 1 }
    expect(await end(client(fetch, options).messages.send(message))).toMatchObject({ reason: 'timeout', attempts: 2 })
    expect(Date.now() - startedAt).toBeLessThanOrEqual(55_100)
  })

  test('is not retried when the machine slept until the end of the window', async () => {
    const { fetch, requests } = scriptedFetch(connectionReset(), accepted())
    const pending = client(fetch, { rateLimit: 'unlimited', timeout: 600_000 })
      .messages.send(message)
      .catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(0)
    vi.setSystemTime(Date.now() + 120_000)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await pending).toMatchObject({ effect: 'unknown', attempts: 1 })
    expect(requests).toHaveLength(1)
  })

  test('is not retried when the limiter would delay the retry beyond the window', async () => {
    const { fetch, requests } = scriptedFetch(connectionReset(), accepted())
    const wazzup = client(fetch, { rateLimit: { requests: 1, perMilliseconds: 58_000 }, timeout: 600_000 })
    const startedAt = Date.now()
    expect(await end(wazzup.messages.send(message))).toMatchObject({
      reason: 'connection',
      effect: 'unknown',
      attempts: 1,
    })
    expect(requests).toHaveLength(1)
    // The call fails immediately instead of waiting for a place that it could not use.
    expect(Date.now() - startedAt).toBeLessThan(10_000)
  })

  test('cannot occur while no attempt may have been sent, so the window is ignored', async () => {
    const { fetch, requests } = scriptedFetch(json(429, '', { 'retry-after': '90' }), accepted())
    expect(await end(client(fetch, { timeout: 120_000 }).messages.send(message))).toMatchObject({ messageId: 'm1' })
    expect(requests[1]!.at - requests[0]!.at).toBeGreaterThanOrEqual(90_000)
  })
})

describe('a response whose body does not end', () => {
  const never = (status: number) => new Response(new ReadableStream({ pull: () => new Promise(() => {}) }), { status })
  const broken = (status: number) =>
    new Response(new ReadableStream({ pull: (stream) => stream.error(connectionReset()) }), { status })

  test.each([
    [200, 'unknown'],
    [300, 'unknown'],
    [400, 'unknown'],
    [401, 'none'],
    [404, 'none'],
    [500, 'unknown'],
  ])('is aborted, also with the status %i: the effect of a send is %s', async (status, effect) => {
    const stop = new AbortController()
    const { fetch } = scriptedFetch(() => never(status))
    const pending = end(client(fetch).messages.send(message, { signal: stop.signal }))
    const deletion = end(client(fetch).contacts.delete({ id: 'c1' }, { signal: stop.signal }))
    await vi.advanceTimersByTimeAsync(10)
    stop.abort()
    expect(await pending).toMatchObject({ reason: 'aborted', effect, attempts: 1 })
    expect(await deletion).toMatchObject({ reason: 'aborted', effect, attempts: 1 })
  })

  test.each([300, 401, 404])('has the outcome of its status %i when the connection breaks', async (status) => {
    const { fetch, requests } = scriptedFetch(() => broken(status))
    const error = await end(client(fetch).messages.send(message))
    expect(error).toMatchObject(status === 300 ? { reason: 'redirect' } : { status, description: undefined })
    expect(requests).toHaveLength(1)
  })
})

describe('other calls', () => {
  test('a failed read has effect none', async () => {
    const { fetch } = scriptedFetch(json(500, ''))
    expect(await end(client(fetch).channels.list() as Promise<unknown>)).toMatchObject({ effect: 'none', attempts: 3 })
  })

  test('an upsert is retried, and its effect can be unknown', async () => {
    const { fetch, requests } = scriptedFetch(connectionReset())
    const users = [{ id: '1', name: 'Ann' }]
    expect(await end(client(fetch).users.save({ users }))).toMatchObject({ effect: 'unknown', attempts: 3 })
    expect(requests.map(({ body }) => body)).toEqual([users, users, users])
  })

  test('a retried deletion resolves when nothing is left to delete', async () => {
    const { fetch } = scriptedFetch(connectionReset(), json(404, ''))
    expect(await end(client(fetch).contacts.delete({ id: '1' }))).toBeUndefined()
    const first = scriptedFetch(json(404, ''))
    expect(await end(client(first.fetch).contacts.delete({ id: '1' }))).toMatchObject({ status: 404, effect: 'none' })
  })

  test('a success whose body is invalid has effect unknown', async () => {
    const { fetch, requests } = scriptedFetch(json(200, { adress: 'https://example.com' }))
    const error = await end(client(fetch).chatWindow.get({ user: { id: '1' }, scope: 'global' }))
    expect(error).toMatchObject({
      direction: 'output',
      effect: 'unknown',
      issues: [{ path: 'url', message: 'is missing' }],
    })
    expect((error as Error).message).toContain('the call succeeded')
    expect(requests).toHaveLength(1)
  })
})

describe('waiting', () => {
  test('a 429 without Retry-After waits for the next window of 5 seconds', async () => {
    const { fetch, requests } = scriptedFetch(json(429, ''), accepted())
    await end(client(fetch).messages.send(message))
    expect(requests[1]!.at - requests[0]!.at).toBeGreaterThanOrEqual(5_000)
  })

  test('aborted and late calls take no place in the limiter', async () => {
    const { fetch, requests } = scriptedFetch(accepted())
    const wazzup = client(fetch, { rateLimit: { requests: 1, perMilliseconds: 60_000 } })
    const tooLate = { ...message, crmMessageId: 'a' }
    await end(wazzup.messages.send(message, { signal: AbortSignal.abort() }))
    await end(wazzup.messages.send(tooLate, { firstAttemptAt: Date.now() - 55_000 }))
    expect(requests).toHaveLength(0)
    expect(await end(wazzup.messages.send(message))).toMatchObject({ messageId: 'm1' })
  })

  test('a 429 is waited for also without a limiter', async () => {
    const { fetch, requests } = scriptedFetch(json(429, '', { 'retry-after': '3' }), json(200, []))
    expect(await end(client(fetch, { rateLimit: 'unlimited' }).channels.list() as Promise<unknown>)).toEqual([])
    expect(requests[1]!.at - requests[0]!.at).toBeGreaterThanOrEqual(3_000)
  })

  test('a sleep of the machine that leaves time does not end a call', async () => {
    const { fetch, requests } = scriptedFetch(json(503, ''), json(200, []))
    const pending = end(client(fetch).channels.list() as Promise<unknown>)
    await vi.advanceTimersByTimeAsync(0)
    vi.setSystemTime(Date.now() + 10_000)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await pending).toEqual([])
    expect(requests).toHaveLength(2)
  })

  test('a 429 delays the other calls with the same key', async () => {
    const { fetch, requests } = scriptedFetch(json(429, '', { 'retry-after': '3' }), accepted())
    const wazzup = client(fetch)
    const first = end(wazzup.messages.send(message))
    await vi.advanceTimersByTimeAsync(500)
    await Promise.all([first, end(wazzup.messages.send(message))])
    expect(requests).toHaveLength(3)
    for (const { at } of requests.slice(1)) expect(at - requests[0]!.at).toBeGreaterThanOrEqual(3_000)
  })

  test.each([
    ['has maxRetries 0', { maxRetries: 0 }],
    ['has too short a timeout to wait', { timeout: 2_000 }],
  ])('a 429 delays the other calls with the same key, even when the call that got it %s', async (_, options) => {
    const { fetch, requests } = scriptedFetch(json(429, '', { 'retry-after': '3' }), accepted())
    const wazzup = client(fetch)
    expect(await end(wazzup.messages.send(message, options))).toMatchObject({ status: 429, attempts: 1 })
    await end(wazzup.messages.send(message))
    expect(requests[1]!.at - requests[0]!.at).toBeGreaterThanOrEqual(3_000)
    const other = scriptedFetch(json(429, '', { 'retry-after': '30' }), accepted())
    const both = client(other.fetch, { maxRetries: 0 })
    await end(both.messages.send(message))
    const held = await end(both.messages.send(message, { timeout: 10_000 }))
    expect(held).toMatchObject({ reason: 'timeout', effect: 'none', attempts: 0 })
    expect(String(held)).toContain('an earlier 429 of Wazzup')
    expect(await end(both.messages.send(message, { apiKey: 'the-key-of-another' }))).toMatchObject({ messageId: 'm1' })
  })

  test('a 429 delays the other calls with the same key, even when its reader aborts before the body ends', async () => {
    const endless = () => new Response(new ReadableStream(), { status: 429, headers: { 'retry-after': '3' } })
    const { fetch, requests } = scriptedFetch(endless, accepted())
    const wazzup = client(fetch)
    const stop = new AbortController()
    const first = end(wazzup.messages.send(message, { signal: stop.signal }))
    await vi.advanceTimersByTimeAsync(10)
    stop.abort()
    expect(await first).toMatchObject({ reason: 'aborted', effect: 'none', attempts: 1 })
    await end(wazzup.messages.send(message))
    expect(requests[1]!.at - requests[0]!.at).toBeGreaterThanOrEqual(3_000)
  })

  test.each(['9999999999', '9'.repeat(400), 'Thu, 31 Dec 2099 23:59:59 GMT'])(
    'ignores a Retry-After of more than a day: %s',
    async (retryAfter) => {
      const { fetch, requests } = scriptedFetch(json(429, '', { 'retry-after': retryAfter }), accepted())
      const wazzup = client(fetch, { maxRetries: 0 })
      expect(await end(wazzup.messages.send(message))).toMatchObject({ status: 429, retryAfter: undefined })
      expect(await end(wazzup.messages.send(message))).toMatchObject({ messageId: 'm1' })
      expect(requests[1]!.at - requests[0]!.at).toBeGreaterThanOrEqual(5_000)
    },
  )

  test('the deadline includes the waits between attempts', async () => {
    const { fetch } = scriptedFetch(json(503, ''))
    const startedAt = Date.now()
    const error = await end(client(fetch, { maxRetries: 1_000, timeout: 10_000 }).channels.list() as Promise<unknown>)
    expect(error).toMatchObject({ status: 503 })
    expect(Date.now() - startedAt).toBeLessThanOrEqual(10_100)
  })

  test('the deadline includes the apiKey function', async () => {
    const { fetch, requests } = scriptedFetch(accepted())
    const apiKey = () => new Promise<string>(() => {})
    expect(await end(client(fetch, { apiKey, timeout: 1_000 }).messages.send(message))).toMatchObject({
      reason: 'timeout',
      effect: 'none',
      attempts: 0,
    })
    expect(requests).toHaveLength(0)
  })

  test('sends nothing when the apiKey function resolves at the end of the deadline', async () => {
    const { fetch, requests } = scriptedFetch(accepted())
    const apiKey = async () => {
      // The clock jumps before the timer of the deadline has fired, as on a machine that slept.
      vi.setSystemTime(Date.now() + 60_000)
      return 'c8cf90444023482f909520d454368d27'
    }
    expect(await end(client(fetch, { apiKey }).messages.send(message))).toMatchObject({
      reason: 'timeout',
      effect: 'none',
      attempts: 0,
    })
    expect(requests).toHaveLength(0)
  })

  test('a signal aborts a call between two attempts', async () => {
    const { fetch, requests } = scriptedFetch(json(503, ''), accepted())
    const stop = new AbortController()
    const pending = end(client(fetch).messages.send(message, { signal: stop.signal }))
    await vi.advanceTimersByTimeAsync(10)
    stop.abort()
    expect(await pending).toMatchObject({ reason: 'aborted', effect: 'unknown', attempts: 1 })
    expect(requests).toHaveLength(1)
  })

  test('retries stop during an outage when the retry budget is empty', async () => {
    const { fetch, requests } = scriptedFetch(json(500, ''))
    const wazzup = client(fetch, { rateLimit: 'unlimited' })
    for (let call = 0; call < 200; call++) await end(wazzup.channels.list() as Promise<unknown>)
    // 200 first attempts, and 100 retries: the budget has 500 tokens, and a retry costs 5.
    expect(requests).toHaveLength(300)
    // Each account has its own budget.
    await end(wazzup.channels.list({}, { apiKey: 'the-key-of-another' }) as Promise<unknown>)
    expect(requests).toHaveLength(303)
  })

  test('a retry after a lost connection costs as much as one after a 500', async () => {
    const { fetch, requests } = scriptedFetch(connectionReset())
    const wazzup = client(fetch, { rateLimit: 'unlimited' })
    for (let call = 0; call < 200; call++) await end(wazzup.channels.list() as Promise<unknown>)
    expect(requests).toHaveLength(300)
  })

  test('the state of the key that was used least recently is discarded after 1,000 keys', async () => {
    const { fetch, requests } = scriptedFetch(json(200, []))
    const wazzup = client(fetch, { rateLimit: { requests: 1, perMilliseconds: 20_000 } })
    const call = (apiKey: string): Promise<unknown> => wazzup.channels.list({}, { apiKey })
    const waits = async () => {
      const startedAt = Date.now()
      await end(call('the-first-key-of-all'))
      return requests.at(-1)!.at - startedAt > 0
    }
    expect(await waits()).toBe(false)
    for (let key = 0; key < 999; key++) await call(`another-key-${key}`)
    expect(await waits()).toBe(true)
    await vi.advanceTimersByTimeAsync(19_000)
    for (let key = 0; key < 1_000; key++) await call(`a-third-key-${key}`)
    // Its limiter is a new one.
    expect(await waits()).toBe(false)
  })

  test.each([
    ['3', 3_000],
    ['1.55', 1_550],
    ['3 seconds', 5_000],
    ['about 3', 5_000],
    ['1.5x', 5_000],
  ])('a 429 with the Retry-After %j waits for %i ms and some jitter', async (value, milliseconds) => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.8)
    const { fetch } = scriptedFetch(json(429, '', { 'retry-after': value }), json(200, []))
    const delays: number[] = []
    await end(
      client(fetch, { hooks: { onRetry: ({ delay }) => delays.push(delay) } }).channels.list() as Promise<unknown>,
    )
    random.mockRestore()
    const jitter = milliseconds === 5_000 ? 800 : 200
    expect(delays).toEqual([milliseconds + jitter])
  })

  test('successful calls refill the retry budget', async () => {
    let isDown = true
    let requests = 0
    const fetch: FetchLike = async () => {
      requests++
      return isDown ? json(500, '') : json(200, [])
    }
    const wazzup = client(fetch, { rateLimit: 'unlimited', maxRetries: 1 })
    for (let call = 0; call < 120; call++) await end(wazzup.channels.list() as Promise<unknown>)
    isDown = false
    for (let call = 0; call < 10; call++) await wazzup.channels.list()
    isDown = true
    requests = 0
    for (let call = 0; call < 4; call++) await end(wazzup.channels.list() as Promise<unknown>)
    // Ten tokens allow two retries.
    expect(requests).toBe(6)
  })

  test('the retry budget never exceeds its maximum', async () => {
    let isDown = false
    let requests = 0
    const fetch: FetchLike = async () => {
      requests++
      return isDown ? json(500, '') : json(200, [])
    }
    const wazzup = client(fetch, { rateLimit: 'unlimited', maxRetries: 1 })
    for (let call = 0; call < 50; call++) await wazzup.channels.list()
    isDown = true
    requests = 0
    for (let call = 0; call < 120; call++) await end(wazzup.channels.list() as Promise<unknown>)
    expect(requests).toBe(220)
  })

  test('a retry after a timeout costs twice as much', async () => {
    const { fetch, requests } = scriptedFetch(() => new Promise<Response>(() => {}))
    const wazzup = client(fetch, { rateLimit: 'unlimited', attemptTimeout: 100, maxRetries: 1 })
    for (let call = 0; call < 60; call++) await end(wazzup.channels.list() as Promise<unknown>)
    expect(requests).toHaveLength(110)
  })

  test('only a 429 delays the other calls with the same key', async () => {
    const { fetch, requests } = scriptedFetch(json(503, '', { 'retry-after': '20' }), json(200, []))
    const wazzup = client(fetch)
    const first = end(wazzup.channels.list() as Promise<unknown>)
    await vi.advanceTimersByTimeAsync(10)
    expect(await wazzup.channels.list()).toEqual([])
    expect(requests[1]!.at - requests[0]!.at).toBeLessThan(1_000)
    await first
  })

  test('an apiKey function that throws is named in the error, and nothing is sent', async () => {
    const { fetch, requests } = scriptedFetch(accepted())
    const apiKey = async () => Promise.reject(new Error('the vault is sealed'))
    expect(await end(client(fetch, { apiKey }).messages.send(message))).toMatchObject({
      name: 'WazzupValidationError',
      effect: 'none',
      issues: [{ path: 'apiKey', message: 'could not be fetched: apiKey() threw' }],
      cause: { message: 'the vault is sealed' },
    })
    expect(requests).toHaveLength(0)
  })

  test('the error distinguishes a timeout from an abort', async () => {
    const { fetch } = scriptedFetch(accepted())
    const hanging = client(fetch, { apiKey: () => new Promise<string>(() => {}), timeout: 1_000 })
    expect(String(await end(hanging.messages.send(message)))).toContain('timed out while apiKey() was fetching')
    const aborted = client(fetch).messages.send(message, { signal: AbortSignal.abort() })
    expect(String(await end(aborted))).toContain('aborted before it was sent')
  })
})
