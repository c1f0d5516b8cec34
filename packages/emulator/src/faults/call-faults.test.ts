import type { Code } from '../api/responses.ts'
import { apiErrors, deliveryErrors } from '@wazzup-kit/core/schemas'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { channelIds } from '../account/entities/default-seed.ts'
import { createEmulator } from '../emulator/create-emulator.ts'
import type { Emulator, EmulatorOptions, ListeningEmulator } from '../emulator/emulator.ts'
import { callFaultKinds } from './call-fault-kinds.ts'
import { ask, type AskOptions } from '../testing/test-client.ts'
import { obeys } from '../testing/test-rules.ts'

const body = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79999999999', text: 'Hello' }
const route = 'messages.send' as const

let server: ListeningEmulator | undefined
afterEach(async () => {
  vi.useRealTimers()
  await server?.close()
  server = undefined
})

/** Returns the cause of a failed fetch. */
const causeOf = (error: unknown): { code?: string } => (error as { cause: { code?: string } }).cause

describe.each(['in process', 'over a socket'])('%s', (door) => {
  async function start(options?: EmulatorOptions): Promise<{
    emulator: Emulator
    send: (more?: AskOptions) => ReturnType<typeof ask>
    open: (signal?: AbortSignal) => Promise<Response>
  }> {
    const emulator = createEmulator(options)
    if (door === 'over a socket') server = await emulator.listen()
    const url = server?.url
    return {
      emulator,
      send: (more) => ask(emulator, 'POST', '/v3/message', body, { url, ...more }),
      open: (signal) =>
        (url === undefined ? emulator.fetch : globalThis.fetch)(`${url ?? 'https://api.wazzup24.com'}/v3/message`, {
          method: 'POST',
          headers: { authorization: `Bearer ${emulator.keys.apiKey}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
          signal: signal ?? null,
        }),
    }
  }

  it.each([
    ['connection reset', 0],
    ['response lost', 1],
  ] as const)('%s rejects like a failed fetch, with %i send in the ledger', async (kind, accepted) => {
    const { emulator, send } = await start()
    const fault = emulator.faults.calls.next(kind, { route })
    const error = await send().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TypeError)
    expect((error as Error).message).toBe('fetch failed')
    expect(causeOf(error).code).toBe('ECONNRESET')
    expect(emulator.ledger).toHaveLength(accepted)
    expect(fault.struck).toBe(1)
    expect(emulator.requests).toMatchObject([{ status: null, fault: kind }])
    expect((await send()).status).toBe(201)
  })

  it('slow headers: the request takes effect long before its response', async () => {
    const { emulator, open } = await start()
    emulator.faults.calls.next('slow headers', { ms: 120 })
    const began = Date.now()
    const response = await open()
    expect(Date.now() - began).toBeGreaterThanOrEqual(110)
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({ chatId: body.chatId })
  })

  it('slow headers: a caller that aborts gets its own reason, and the send remains', async () => {
    const { emulator, open } = await start()
    emulator.faults.calls.next('slow headers', { ms: 60_000 })
    await expect(open(AbortSignal.timeout(300))).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(emulator.ledger).toHaveLength(1)
  })

  it('slow body: sends the headers at once, then the body in pieces', async () => {
    const { emulator, open } = await start()
    emulator.faults.calls.next('slow body', { ms: 640 })
    const began = Date.now()
    const response = await open()
    const headersAfter = Date.now() - began
    expect(await response.json()).toMatchObject({ chatId: body.chatId })
    expect(headersAfter).toBeLessThan(500)
    expect(Date.now() - began).toBeGreaterThanOrEqual(620)
  })

  it('stalled body: sends half of it, then nothing until the caller aborts', async () => {
    const { emulator, open } = await start()
    emulator.faults.calls.next('stalled body')
    const controller = new AbortController()
    const response = await open(controller.signal)
    expect(response.status).toBe(201)
    const text = response.text().catch((reason: unknown) => reason)
    const first = await Promise.race([text, new Promise((resolve) => setTimeout(() => resolve('waiting'), 60))])
    expect(first).toBe('waiting')
    controller.abort()
    expect(await text).toMatchObject({ name: 'AbortError' })
    expect(emulator.ledger).toHaveLength(1)
  })

  it('broken body: sends a status and half of the body, then breaks the connection', async () => {
    const { emulator, open } = await start()
    emulator.faults.calls.next('broken body')
    const response = await open()
    expect(response.status).toBe(201)
    const error = await response.text().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'TypeError', message: 'terminated' })
    expect(causeOf(error).code).toBe('UND_ERR_SOCKET')
    expect(emulator.ledger).toHaveLength(1)
  })

  it('truncated json: sends a complete response with half of its JSON', async () => {
    const { emulator, send } = await start()
    emulator.faults.calls.next('truncated json')
    const answer = await send()
    expect(answer).toMatchObject({ status: 201, json: undefined })
    expect(answer.text).toMatch(/^\{"messageId":"/)
    expect(emulator.ledger).toHaveLength(1)
  })

  it('empty response: sends the true status without a body', async () => {
    const { emulator, send } = await start()
    emulator.faults.calls.next('empty response')
    expect(await send()).toMatchObject({ status: 201, text: '' })
    expect(emulator.ledger).toHaveLength(1)
  })

  it('too many requests: sends Retry-After in seconds, as a date, or not at all', async () => {
    const now = Date.UTC(2026, 10, 22, 12, 0, 0)
    const { emulator, send } = await start({ now: () => now })
    emulator.faults.calls.next('too many requests')
    emulator.faults.calls.next('too many requests', { retryAfter: 'seconds', ms: 7_000 })
    emulator.faults.calls.next('too many requests', { retryAfter: 'http date', ms: 7_000 })
    const answers = [await send(), await send(), await send()]
    expect(answers.map(({ status, text }) => [status, text])).toEqual(Array.from(answers, () => [429, '']))
    expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual([
      null,
      '7',
      'Sun, 22 Nov 2026 12:00:07 GMT',
    ])
    expect(emulator.ledger).toHaveLength(0)
  })

  it.each([
    ['server error', 0],
    ['server error after acceptance', 1],
  ] as const)('%s: sends an HTML page, with %i send in the ledger', async (kind, accepted) => {
    const { emulator, send } = await start()
    emulator.faults.calls.next(kind)
    emulator.faults.calls.next(kind, { status: 502, html: '<h1>Bad Gateway</h1>' })
    const first = await send()
    expect(first.status).toBe(500)
    expect(first.text).toMatch(/^<html>/)
    expect(first.headers.get('content-type')).toBe('text/html')
    expect(emulator.ledger).toHaveLength(accepted)
    expect(await send()).toMatchObject({ status: 502, text: '<h1>Bad Gateway</h1>' })
  })

  it('redirect: redirects to another origin, and the call has no effect', async () => {
    const { emulator, send } = await start()
    emulator.faults.calls.next('redirect')
    const answer = await send()
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toMatch(/^https:\/\//)
    expect(emulator.ledger).toHaveLength(0)
  })
})

describe('matching of call faults', () => {
  it('counts times, skips the first calls, and considers the route', async () => {
    const emulator = createEmulator()
    const fault = emulator.faults.calls.next('server error', { route: 'channels.list', after: 1, times: 2 })
    const statuses: number[] = []
    for (let i = 0; i < 4; i += 1) {
      statuses.push((await ask(emulator, 'GET', '/v3/users')).status)
      statuses.push((await ask(emulator, 'GET', '/v3/channels')).status)
    }
    expect(statuses).toEqual([200, 200, 200, 500, 200, 500, 200, 200])
    expect(fault.struck).toBe(2)
    expect(emulator.faults.calls.struck).toMatchObject([{ kind: 'server error', route: 'channels.list' }, {}])
  })

  it('strikes only within its period, by the emulator’s clock', async () => {
    const emulator = createEmulator({ now: () => 1_000 })
    const { faults, clock } = emulator
    const send = () => ask(emulator, 'POST', '/v3/message', body)
    const outage = faults.calls.mix({ kinds: ['server error'], probability: 1, from: 2_000, until: 3_000 })
    const later = faults.calls.next('server error after acceptance', { from: 3_000, after: 1 })
    const seen: [number, number][] = []
    for (let step = 0; step < 5; step += 1) {
      const { status } = await send()
      seen.push([clock.now(), status])
      clock.advance(500)
    }
    expect(seen).toEqual([
      [1_000, 201],
      [1_500, 201],
      [2_000, 500],
      [2_500, 500],
      [3_000, 201],
    ])
    expect([outage.struck, outage.left, later.left]).toEqual([2, 0, 1])
    expect(faults.calls.active.map(({ kinds }) => kinds)).toEqual([['server error after acceptance']])
    expect((await send()).status).toBe(500)
  })

  it('ends after clear, of one fault or of all', async () => {
    const emulator = createEmulator()
    const status = async () => (await ask(emulator, 'GET', '/v3/channels')).status
    const fault = emulator.faults.calls.next('server error', { times: Infinity })
    expect(await status()).toBe(500)
    fault.clear()
    expect(await status()).toBe(200)
    emulator.faults.calls.next('server error', { times: Infinity })
    emulator.faults.calls.clear()
    expect(await status()).toBe(200)
  })

  it('a mix draws the same faults from the same seed, other ones from another seed, at about the given rate', async () => {
    async function draw(seed: number): Promise<string> {
      const emulator = createEmulator({ rateLimit: 'off' })
      emulator.faults.calls.mix({
        seed,
        probability: 0.3,
        kinds: ['response lost', { kind: 'slow body', ms: 0 }],
        route,
      })
      for (let i = 0; i < 300; i += 1) await ask(emulator, 'POST', '/v3/message', body).catch(() => {})
      expect(emulator.ledger).toHaveLength(300)
      return emulator.requests.map(({ fault }) => fault ?? '-').join()
    }
    const first = await draw(1)
    expect(await draw(1)).toBe(first)
    expect(await draw(2)).not.toBe(first)
    const struck = first.split(',').filter((fault) => fault !== '-')
    expect(struck.length).toBeGreaterThan(60)
    expect(struck.length).toBeLessThan(120)
    expect(new Set(struck)).toEqual(new Set(['response lost', 'slow body']))
  })

  it('a redirect is followed, or rejected with the option redirect: error of fetch', async () => {
    const emulator = createEmulator()
    emulator.faults.calls.next('redirect', { times: 2, location: 'http://127.0.0.1:1/' })
    const open = (redirect?: RequestRedirect) =>
      emulator.fetch('https://api.wazzup24.com/v3/channels', redirect ? { redirect } : {})
    await expect(open('error')).rejects.toThrow('fetch failed')
    await expect(open()).rejects.toThrow('fetch failed')
  })

  it('the list of kinds contains every kind', () => {
    expect(new Set(callFaultKinds).size).toBe(12)
  })

  it('delays follow mocked timers', async () => {
    vi.useFakeTimers({ now: 0 })
    const emulator = createEmulator()
    emulator.faults.calls.next('slow headers', { ms: 90_000 })
    let status = 0
    void ask(emulator, 'POST', '/v3/message', body).then((answer) => (status = answer.status))
    await vi.advanceTimersByTimeAsync(89_999)
    expect([status, emulator.ledger[0]?.acceptedAt]).toEqual([0, 0])
    await vi.advanceTimersByTimeAsync(1)
    expect(status).toBe(201)
    expect(emulator.clock.now()).toBe(90_000)
  })
})

describe('errors on command', () => {
  const codes = Object.keys({ ...apiErrors, ...deliveryErrors }) as Code[]

  it.each(codes)(`%s can be returned ${obeys('access/on-command')}`, async (code) => {
    const emulator = createEmulator()
    emulator.faults.calls.respondWith(code, { route })
    const answer = await ask(emulator, 'POST', '/v3/message', body)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.text).toContain(code)
    expect(emulator.ledger).toHaveLength(0)
    expect((await ask(emulator, 'POST', '/v3/message', body)).status).toBe(201)
  })

  const flat = ['error', 'description']
  const full = ['status', 'requestId', 'error', 'description']
  /** Copied from the documentation of each route; every other code belongs to messages, with 400 and the full body. */
  const written: Partial<Record<Code, readonly [status: number, keys: readonly string[]]>> = {
    INVALID_APIKEY: [401, flat],
    INVALID_API_KEY: [400, flat],
    FORBIDDEN: [403, ['error']],
    VALIDATION_ERROR: [400, flat],
    UNKNOWN_ERROR: [500, full],
    UNKNOWN_ERROR_WITH_TRACE_ID: [500, full],
    INVALID_USERS_DATA: [400, flat],
    INVALID_CONTACTS_DATA: [400, flat],
    INVALID_DEALS_DATA: [400, flat],
    INVALID_PIPELINES_DATA: [400, flat],
    TOO_MANY_ENTITIES: [400, flat],
    USER_LIMIT_EXCEEDED: [400, flat],
    DUPLICATE_PHONE_NUMBER: [400, full],
    uriNotValid: [400, flat],
    testPostNotPassed: [400, flat],
    NO_SUCH_ACCOUNT: [400, ['error.code']],
    INVALID_USER: [400, ['error.code']],
  }
  const keysIn = (value: object): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' && inner !== null ? keysIn(inner as object).map((below) => `${key}.${below}`) : [key],
    )

  it.each(codes.map((code) => [code, ...(written[code] ?? ([400, full] as const))] as const))(
    `%s is returned with status %i and %j ${obeys('access/status', 'access/shape-of-code')}`,
    async (code, status, keys) => {
      const emulator = createEmulator()
      emulator.faults.calls.respondWith(code, { route })
      const answer = await ask(emulator, 'POST', '/v3/message', body)
      expect([answer.status, keysIn(answer.json as object)]).toEqual([status, keys])
    },
  )

  // The four shapes of https://wazzup24.com/help/api-en/common-errors/ and the bare one observed in production.
  it.each([
    ['empty', ''],
    ['bare', '{"error":"SPAMMY"}'],
    ['flat', '{"error":"SPAMMY","description":"text","data":{"a":1}}'],
    ['full', '{"status":418,"requestId":"ID","error":"SPAMMY","description":"text","data":{"a":1}}'],
    ['nested', '{"error":{"code":"SPAMMY"}}'],
  ] as const)(
    `are returned in the shape %s ${obeys('access/error-shapes', 'access/sidecar-closed')}`,
    async (shape, expected) => {
      const emulator = createEmulator()
      emulator.faults.calls.respondWith('MESSAGES_IS_SPAM', { shape, status: 418, description: 'text', data: { a: 1 } })
      const answer = await ask(emulator, 'POST', '/v3/message', body)
      expect(answer.status).toBe(418)
      const text = answer.text.replace('MESSAGES_IS_SPAM', 'SPAMMY').replace(/[0-9a-f]{32}/, 'ID')
      expect(text).toBe(expected)
    },
  )

  it.each([
    ['INVALID_APIKEY', 401],
    ['FORBIDDEN', 403],
    ['UNKNOWN_ERROR', 500],
  ] as const)(`%s with status %i can be returned without a body ${obeys('access/empty')}`, async (code, status) => {
    const emulator = createEmulator()
    emulator.faults.calls.respondWith(code, { shape: 'empty' })
    const answer = await ask(emulator, 'POST', '/v3/message', body)
    expect(answer).toMatchObject({ status, text: '' })
    expect(answer.headers.has('content-type')).toBe(false)
  })

  it(`have the given headers ${obeys('access/trace-id')}`, async () => {
    const emulator = createEmulator()
    emulator.faults.calls.respondWith('CHANNEL_NO_MONEY', { headers: { 'Trace-Id': 'abc', 'x-more': '1' } })
    emulator.faults.calls.respondWith('UNKNOWN_ERROR_WITH_TRACE_ID', { shape: 'empty', headers: { 'Trace-Id': 'abc' } })
    const told = await ask(emulator, 'POST', '/v3/message', body)
    expect(['trace-id', 'x-more'].map((name) => told.headers.get(name))).toEqual(['abc', '1'])
    expect(told.json).toMatchObject({ error: 'CHANNEL_NO_MONEY' })
    expect((await ask(emulator, 'POST', '/v3/message', body)).headers.get('trace-id')).toBe('abc')
  })

  it(`have a trace id only if their code is documented with one ${obeys('access/trace-id-code')}`, async () => {
    const emulator = createEmulator()
    const traceIdOf = async (code: Code) => {
      emulator.faults.calls.respondWith(code)
      return (await ask(emulator, 'GET', '/v3/channels')).headers.get('trace-id')
    }
    const ids = [await traceIdOf('UNKNOWN_ERROR_WITH_TRACE_ID'), await traceIdOf('UNKNOWN_ERROR_WITH_TRACE_ID')]
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(new Set(ids).size).toBe(2)
    expect(await traceIdOf('UNKNOWN_ERROR')).toBeNull()
  })

  it(`can use the other spelling, and can be returned after acceptance ${obeys('access/spelling')}`, async () => {
    const emulator = createEmulator()
    emulator.faults.calls.respondWith('REPEATED_CRM_MESSAGE_ID', { spelling: 'camelCase', effect: 'accepted' })
    const answer = await ask(emulator, 'POST', '/v3/message', body)
    expect(answer.json).toMatchObject({ error: 'repeatedCrmMessageId' })
    expect(emulator.ledger).toHaveLength(1)
  })
})
