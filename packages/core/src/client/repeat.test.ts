import { describe, expect, test } from 'vitest'
import { connectionRefused, connectionReset, fetchFailure, json, scriptedFetch } from '../../test/scripted-fetch.ts'
import { end, useVirtualTime } from '../../test/virtual-time.ts'
import { createWazzup, type ApiKey, type ClientOptions, type WazzupApiError } from '../index.ts'
import type { FetchLike } from './transport/transport.ts'

useVirtualTime()

const message = { channelId: 'c', chatType: 'whatsapp', chatId: '79011112233', text: 'hi' } as const
const accepted = () => json(201, { messageId: 'm1', chatId: '79011112233' })
const repeated = () => json(400, { error: 'REPEATED_CRM_MESSAGE_ID', data: { crmMessageId: 'x' } })

/** Returns a code as older pages of Wazzup spell it. */
const inCamelCase = (code: string) =>
  code.toLowerCase().replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())

const client = (fetch: FetchLike, options: Partial<ClientOptions & { apiKey: ApiKey }> = {}) =>
  createWazzup({ apiKey: 'c8cf90444023482f909520d454368d27', fetch, ...options })

describe('a given id that Wazzup rejects as repeated', () => {
  test.each([
    ['on the first attempt', []],
    ['after a 429', [() => json(429, '')]],
    ['after a refused connection', [connectionRefused]],
    ['after a 400 that proves nothing', [() => json(400, { error: 'UNKNOWN_ERROR' })]],
  ])('resolves with repeated %s', async (_, before) => {
    for (const code of ['REPEATED_CRM_MESSAGE_ID', 'repeatedCrmMessageId']) {
      const { fetch } = scriptedFetch(...before.map((each) => each()), json(400, { error: code }))
      expect(await end(client(fetch).messages.send({ ...message, crmMessageId: 'order-7' }))).toEqual({
        messageId: null,
        chatId: null,
        crmMessageId: 'order-7',
        repeated: true,
      })
    }
  })

  test('resolves with repeated when the id was generated', async () => {
    const { fetch, requests } = scriptedFetch(json(429, ''), repeated())
    expect(await end(client(fetch).messages.send(message))).toMatchObject({
      crmMessageId: (requests[0]!.body as { crmMessageId: string }).crmMessageId,
      repeated: true,
    })
  })
})

describe('a rejection that does not prove that nothing was sent', () => {
  test.each([
    ['UNKNOWN_ERROR', 400],
    ['UNKNOWN_ERROR_WITH_TRACE_ID', 400],
    ['MESSAGES_CAN_NOT_ADD', 400],
    ['messagesCanNotAdd', 400],
    ['GENERAL_ERROR', 403],
    [undefined, 408],
    [undefined, 499],
  ])('%s with HTTP %i has effect unknown and is retried', async (code, status) => {
    const rejection = () => json(status, code === undefined ? '' : { error: code })
    const always = scriptedFetch(rejection())
    expect(await end(client(always.fetch).messages.send(message))).toMatchObject({
      name: 'WazzupApiError',
      status,
      effect: 'unknown',
      attempts: 3,
    })
    const once = scriptedFetch(rejection(), accepted())
    expect(await end(client(once.fetch).messages.send(message))).toMatchObject({ messageId: 'm1', repeated: false })
    expect(once.requests[0]!.body).toEqual(once.requests[1]!.body)
  })

  /** Puts a code at a place that is undocumented. */
  const wrapped: [string, (code: string) => unknown][] = [
    ['behind a number', (code) => ({ errors: [{ code: 400 }, { code }] })],
    ['in data beside a sentence', (code) => ({ error: 'Bad Request', data: { error: code } })],
    ['in a map of fields', (code) => ({ errors: { crmMessageId: [code] } })],
    ['in the JSON of a text', (code) => JSON.stringify({ error: code })],
    ['in a sentence', (code) => ({ message: `Request failed (${code})` })],
    ['with an id at its end', (code) => ({ error: `${code}_12ab` })],
    ['in the other spelling, in a sentence', (code) => ({ message: `Wazzup: ${inCamelCase(code)}` })],
    ['in the other spelling, in JSON in a text', (code) => ({ body: `{"error":"${inCamelCase(code)}"}` })],
  ]

  test.each(wrapped)('is known %s', async (_, wrap) => {
    const failing = scriptedFetch(json(400, wrap('UNKNOWN_ERROR')))
    expect(await end(client(failing.fetch).messages.send(message))).toMatchObject({ effect: 'unknown', attempts: 3 })
    const again = scriptedFetch(json(400, wrap('REPEATED_CRM_MESSAGE_ID')))
    expect(await end(client(again.fetch).messages.send(message))).toMatchObject({ repeated: true })
    const withoutKey = createWazzup({ baseUrl: 'https://app.example/api', fetch: failing.fetch, maxRetries: 0 })
    expect(await end(withoutKey.messages.send(message))).toMatchObject({ effect: 'unknown' })
  })

  /** Puts a code where it may be the error of Wazzup, or only be quoted. */
  const quoted: [string, number, (code: string) => unknown][] = [
    ['beside another code', 400, (code) => ({ code: 'BAD_REQUEST', cause: { code } })],
    ['beside a known code', 400, (code) => ({ error: 'VALIDATION_ERROR', message: code })],
    ['in the details of a known code', 400, (code) => ({ code: 'INVALID_MESSAGE_DATA', details: [{ code }] })],
    ['beside the reason phrase of Nest', 403, (code) => ({ statusCode: 403, error: 'Forbidden', message: code })],
    ['in the sentence of a new code', 400, (code) => ({ error: 'NEW_CODE', description: `not ${code}` })],
    ['in the text of a page', 404, (code) => `<p>${code}</p>`],
  ]

  test.each(quoted)('is taken for unknown %s', async (_, status, wrap) => {
    for (const code of ['UNKNOWN_ERROR', 'REPEATED_CRM_MESSAGE_ID', 'repeatedCrmMessageId']) {
      const failing = scriptedFetch(json(status, wrap(code)))
      expect(await end(client(failing.fetch).messages.send(message))).toMatchObject({ effect: 'unknown', attempts: 3 })
    }
  })

  test.each([
    { code: 'REPEATED_CRM_MESSAGE_ID' },
    { error: 'REPEATED_CRM_MESSAGE_ID' },
    { title: 'Bad Request', detail: '{"error":"repeatedCrmMessageId"}' },
  ])('is taken for unknown in the problem %j of a foreign gateway', async (body) => {
    const { fetch } = scriptedFetch(json(400, body, { 'content-type': 'application/problem+json' }))
    expect(await end(client(fetch).messages.send(message))).toMatchObject({ effect: 'unknown' })
  })

  test('does not make the first deletion of a message one that was done before', async () => {
    const { fetch, requests } = scriptedFetch(json(400, { error: 'MESSAGES_NOT_FOUND' }))
    const error = await end(client(fetch).messages.delete({ messageId: 'm1' }) as Promise<unknown>)
    expect(error).toMatchObject({ code: 'MESSAGES_NOT_FOUND', effect: 'none' })
    expect(requests).toHaveLength(1)
  })

  test.each([
    ['compressed', new Uint8Array([0x1f, 0x8b, 0x08, 0x00, 0xff, 0xfe])],
    ['in UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x22, 0x00])],
  ])('may be in a body that is %s, so a retry asks for it again', async (_, bytes) => {
    const { fetch } = scriptedFetch(() => new Response(bytes, { status: 400 }), repeated())
    expect(await end(client(fetch).messages.send(message))).toMatchObject({ repeated: true })
  })

  test.each([201, 400])('is taken for unknown when the body of a %i breaks without a reason', async (status) => {
    const broken = () => new Response(new ReadableStream({ pull: (stream) => stream.error() }), { status })
    const once = scriptedFetch(broken, repeated())
    expect(await end(client(once.fetch).messages.send(message))).toMatchObject({ repeated: true })
    const always = scriptedFetch(broken)
    expect(await end(client(always.fetch).messages.send(message))).toMatchObject({
      name: 'WazzupNetworkError',
      reason: 'unreadable',
      effect: 'unknown',
      attempts: 3,
    })
  })

  test('is known in a text that is not JSON', async () => {
    const { fetch } = scriptedFetch(() => new Response('REPEATED_CRM_MESSAGE_ID: used', { status: 400 }))
    expect(await end(client(fetch).messages.send(message))).toMatchObject({ repeated: true })
  })

  test('has no effect on a read', async () => {
    const { fetch } = scriptedFetch(json(400, { error: 'UNKNOWN_ERROR' }))
    expect(await end(client(fetch).users.list() as Promise<unknown>)).toMatchObject({ effect: 'none' })
  })

  test('is not retried after the window, although Retry-After asks for it', async () => {
    const { fetch, requests } = scriptedFetch(
      json(400, { error: 'MESSAGES_CAN_NOT_ADD' }, { 'retry-after': '62' }),
      accepted(),
    )
    expect(await end(client(fetch, { timeout: 300_000 }).messages.send(message))).toMatchObject({
      code: 'MESSAGES_CAN_NOT_ADD',
      effect: 'unknown',
      attempts: 1,
    })
    expect(requests).toHaveLength(1)
  })
})

/** Wraps a failure this number of times. */
function deep(failure: TypeError, times: number): TypeError {
  return times === 0 ? failure : deep(new TypeError('fetch failed', { cause: failure }), times - 1)
}

function endless(): TypeError {
  const failure = new TypeError('fetch failed')
  failure.cause = failure
  return failure
}

function endlessList(): TypeError {
  const failure = Object.assign(new TypeError('fetch failed'), { errors: [] as unknown[] })
  failure.errors.push(failure)
  return failure
}

describe('network failures', () => {
  const several = (...errors: TypeError[]) =>
    new TypeError('fetch failed', {
      cause: Object.assign(new AggregateError(errors.map(({ cause }) => cause)), { code: 'ECONNREFUSED' }),
    })
  test.each([
    ['a refused connection', fetchFailure('ECONNREFUSED', 'connect')],
    ['an unreachable host', fetchFailure('EHOSTUNREACH', 'connect')],
    ['no local address', fetchFailure('EADDRNOTAVAIL', 'connect')],
    ['a connection timeout', fetchFailure('ETIMEDOUT', 'connect')],
    ['an unknown host name', fetchFailure('ENOTFOUND', 'getaddrinfo')],
    ['a DNS server that does not respond', fetchFailure('EAI_AGAIN', 'getaddrinfo')],
    ['the connect timeout of undici', fetchFailure('UND_ERR_CONNECT_TIMEOUT')],
    ['an invalid address', fetchFailure('ERR_INVALID_URL')],
    ...[
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    ].map((code): [string, TypeError] => [`a certificate that is not accepted, ${code},`, fetchFailure(code)]),
    ['all addresses refused', several(fetchFailure('ECONNREFUSED', 'connect'), fetchFailure('ENETUNREACH', 'connect'))],
  ])('%s proves that nothing was sent', async (_, failure) => {
    const { fetch } = scriptedFetch(failure)
    expect(await end(client(fetch).messages.send(message))).toMatchObject({ reason: 'connection', effect: 'none' })
  })

  test.each([
    ...['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'ETIMEDOUT', 'ECONNRESET', 'EPIPE'].flatMap(
      (code): [string, TypeError][] => [
        [`${code} of read`, fetchFailure(code, 'read')],
        [`${code} of write`, fetchFailure(code, 'write')],
        [`${code} without a system call`, fetchFailure(code)],
      ],
    ),
    [
      'a connection to one of several addresses',
      several(fetchFailure('ECONNREFUSED', 'connect'), fetchFailure('EHOSTUNREACH', 'read')),
    ],
    ['an empty list of errors', several()],
    [
      'an address whose error differs from the error of the whole',
      new TypeError('fetch failed', {
        cause: Object.assign(new AggregateError([fetchFailure('EHOSTUNREACH', 'read').cause]), {
          code: 'ECONNREFUSED',
          syscall: 'connect',
        }),
      }),
    ],
    [
      'a read after a failure to connect',
      new TypeError('fetch failed', {
        cause: Object.assign(new Error('read', { cause: connectionRefused().cause }), {
          code: 'ECONNRESET',
          syscall: 'read',
        }),
      }),
    ],
    ['a failure without a cause', new TypeError('Failed to fetch')],
    ['a proof in a cause that is nested too deeply', deep(fetchFailure('ECONNREFUSED', 'connect'), 12)],
    ['a cyclic cause', endless()],
    ['a list of errors that contains itself', endlessList()],
    ['a cause that is null', new TypeError('fetch failed', { cause: null })],
    ['a code that is a number', new TypeError('fetch failed', { cause: { code: 111, syscall: 'connect' } })],
    ['a socket that was closed', fetchFailure('UND_ERR_SOCKET')],
    ...['UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT'].map((code): [string, TypeError] => [
      `${code} after a failure to connect`,
      new TypeError('fetch failed', {
        cause: Object.assign(new Error('other side closed', { cause: connectionRefused().cause }), { code }),
      }),
    ]),
  ])('%s has effect unknown', async (_, failure) => {
    const { fetch } = scriptedFetch(failure)
    expect(await end(client(fetch).messages.send(message))).toMatchObject({ reason: 'connection', effect: 'unknown' })
  })
})

describe('an attempt before this call (firstAttemptAt)', () => {
  const again = { ...message, crmMessageId: 'order-7' }
  const ago = (milliseconds: number) => ({ firstAttemptAt: new Date(Date.now() - milliseconds) })

  test('allows a send while Wazzup still rejects duplicates of its id', async () => {
    for (const option of [ago(20_000), { firstAttemptAt: Date.now() - 46_000 }, ago(-4_000)]) {
      const { fetch } = scriptedFetch(accepted())
      expect(await end(client(fetch).messages.send(again, option))).toMatchObject({ messageId: 'm1' })
    }
  })

  test('does not concern a read', async () => {
    const { fetch } = scriptedFetch(json(404, ''))
    expect(await end(client(fetch).users.get({ id: '1' }, ago(86_400_000)))).toMatchObject({
      status: 404,
      effect: 'none',
    })
  })

  test.each([48_000, 61_000, 86_400_000, -6_000])('sends nothing when it was %i ms ago', async (age) => {
    const { fetch, requests } = scriptedFetch(accepted())
    const error = await end(client(fetch).messages.send(again, ago(age)))
    expect(error).toMatchObject({ effect: 'unknown', attempts: 0, crmMessageId: 'order-7' })
    expect(error.toString()).toContain('60 seconds')
    expect(requests).toHaveLength(0)
  })

  test('may be as old as the advice after an unknown send says', async () => {
    const error = await end(client(scriptedFetch(json(500, '')).fetch, { maxRetries: 0 }).messages.send(again))
    const { remedy } = error as WazzupApiError
    const [, seconds] = /`firstAttemptAt`, at most (\d+) seconds after the first attempt/.exec(String(remedy)) ?? []
    const resend = async (age: number): Promise<number> => {
      const { fetch, requests } = scriptedFetch(accepted())
      await end(client(fetch).messages.send(again, ago(age)))
      return requests.length
    }
    const oldest = Number(seconds) * 1_000
    expect([await resend(oldest - 100), await resend(oldest + 100)]).toEqual([1, 0])
  })

  test('ends the retries of this call 50 seconds after that attempt', async () => {
    const hang = () => new Promise<Response>(() => {})
    const { fetch } = scriptedFetch(connectionReset(), hang)
    const startedAt = Date.now()
    const options = { timeout: 600_000, attemptTimeout: 600_000 }
    expect(await end(client(fetch, options).messages.send(again, ago(20_000)))).toMatchObject({ effect: 'unknown' })
    expect(Date.now() - startedAt).toBeLessThanOrEqual(30_100)
  })

  test('keeps effect unknown when this call is rejected, cannot connect, or has invalid input', async () => {
    for (const failure of [json(400, { error: 'CHANNEL_BLOCKED' }), connectionRefused()]) {
      const { fetch } = scriptedFetch(failure)
      expect(await end(client(fetch).messages.send(again, ago(1_000)))).toMatchObject({ effect: 'unknown' })
    }
    const { fetch } = scriptedFetch(accepted())
    const wrong = { ...again, text: '' }
    expect(await end(client(fetch).messages.send(wrong, ago(1_000)))).toMatchObject({ effect: 'unknown', attempts: 0 })
  })

  test('does not concern a read, which is retried, and whose effect is none', async () => {
    const { fetch, requests } = scriptedFetch(json(503, ''), json(200, []))
    const wazzup = client(fetch)
    expect(await end(wazzup.channels.list({}, ago(86_400_000)) as Promise<unknown>)).toEqual([])
    expect(requests).toHaveLength(2)
    const invalid = { ...ago(1_000), timeout: -1 }
    expect(await end(wazzup.channels.list({}, invalid) as Promise<unknown>)).toMatchObject({
      effect: 'none',
      issues: [{ path: 'timeout' }],
    })
    expect(requests).toHaveLength(2)
  })

  test('requires the crmMessageId of that attempt, and a time in milliseconds', async () => {
    const { fetch, requests } = scriptedFetch(accepted())
    expect(await end(client(fetch).messages.send(message, ago(1_000)))).toMatchObject({
      issues: [{ path: 'crmMessageId' }],
    })
    for (const firstAttemptAt of [Number.NaN, 1_700_000_000, new Date('never'), '2026' as never]) {
      expect(await end(client(fetch).messages.send(again, { firstAttemptAt }))).toMatchObject({
        issues: [{ path: 'firstAttemptAt' }],
      })
    }
    expect(requests).toHaveLength(0)
  })
})

describe('a rejection whose body cannot be read', () => {
  /** Creates a response whose body breaks off after this text, as after a lost connection. */
  const brokenOff = (status: number, text = '{"error":"') => {
    let isBegun = false
    const body = new ReadableStream({
      pull(controller) {
        if (isBegun) return controller.error(new TypeError('terminated'))
        isBegun = true
        return controller.enqueue(new TextEncoder().encode(text))
      },
    })
    return new Response(body, { status })
  }

  test.each([401, 403, 404, 405, 406, 411, 413, 414, 415, 429, 431])('is proof with HTTP %i', async (status) => {
    const { fetch } = scriptedFetch(() => brokenOff(status))
    expect(await end(client(fetch, { maxRetries: 0 }).messages.send(message))).toMatchObject({ status, effect: 'none' })
  })

  test.each([400, 402, 409, 410, 422, 423, 451])('is not proof with HTTP %i, and is retried', async (status) => {
    const always = scriptedFetch(() => brokenOff(status))
    const error = await end(client(always.fetch, { maxRetries: 0 }).messages.send(message))
    expect(error).toMatchObject({ reason: 'unreadable', effect: 'unknown', attempts: 1 })
    expect(String(error)).toContain(`HTTP ${status}`)
    const once = scriptedFetch(() => brokenOff(status), repeated())
    expect(await end(client(once.fetch).messages.send(message))).toMatchObject({ repeated: true })
  })

  test.each([
    ['{"error":"WRONG_TRANSP', 'unknown'],
    ['  \n[{"error"', 'unknown'],
    ['{}', 'none'],
    ['', 'none'],
    ['Bad Request', 'none'],
    ['<html>{"error":</html>', 'none'],
  ])('has its effect from the part that arrived: %j', async (text, effect) => {
    const { fetch } = scriptedFetch(() => new Response(text, { status: 400 }))
    expect(await end(client(fetch, { maxRetries: 0 }).messages.send(message))).toMatchObject({ effect })
  })

  test('has no effect on a read', async () => {
    const { fetch } = scriptedFetch(() => brokenOff(400))
    expect(await end(client(fetch).users.list() as Promise<unknown>)).toMatchObject({
      name: 'WazzupApiError',
      status: 400,
      effect: 'none',
      attempts: 1,
    })
  })
})

describe('a retry that is rejected because an earlier attempt succeeded', () => {
  test('resolves only with the expected status', async () => {
    const gone = scriptedFetch(connectionReset(), json(404, ''))
    expect(await end(client(gone.fetch).contacts.delete({ id: '1' }))).toBeUndefined()
    const wrong = scriptedFetch(connectionReset(), json(400, { error: 'VALIDATION_ERROR' }))
    expect(await end(client(wrong.fetch).contacts.delete({ id: '1' }))).toMatchObject({
      status: 400,
      effect: 'unknown',
    })
  })

  test('does not resolve with a 5xx, also with the expected code', async () => {
    const { fetch } = scriptedFetch(json(500, { error: 'REPEATED_CRM_MESSAGE_ID' }))
    expect(await end(client(fetch).messages.send(message))).toMatchObject({ status: 500, effect: 'unknown' })
  })

  test('resolves for a deletion whose message is not found', async () => {
    const { fetch } = scriptedFetch(json(503, ''), json(400, { error: 'MESSAGES_NOT_FOUND' }))
    expect(await end(client(fetch).messages.delete({ messageId: 'm1' }))).toBeUndefined()
    const first = scriptedFetch(json(400, { error: 'MESSAGES_NOT_FOUND' }))
    expect(await end(client(first.fetch).messages.delete({ messageId: 'm1' }))).toMatchObject({ effect: 'none' })
  })
})
