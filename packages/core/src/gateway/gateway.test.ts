import { Readable } from 'node:stream'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { readResponse } from '../../test/read-response.ts'
import { expectClean } from '../../test/everything.ts'
import { frontEnd } from '../../test/front-end.ts'
import { json, scriptedFetch } from '../../test/scripted-fetch.ts'
import {
  createGateway,
  createWazzup,
  type ApiKey,
  type EndpointName,
  type GatewayOptions,
  type InboundRequest,
} from '../index.ts'

const apiKey = 'cAnaRy+key/with=odd.signs'
const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi' } as const
const allow = [
  'channels.list',
  'messages.send',
  'messages.edit',
  'contacts.list',
  'users.get',
  'users.save',
  'users.delete',
] as const

/** Creates a gateway for a Wazzup with this response, and records the calls of authorize. */
function gatewayOver(
  response: Response | (() => Response) = json(200, []),
  options: Partial<GatewayOptions<EndpointName, unknown>> = {},
) {
  const { fetch, requests } = scriptedFetch(response)
  const asked: { call: string; input: unknown; request: unknown }[] = []
  const gateway = createGateway<EndpointName>({
    wazzup: createWazzup({ apiKey, fetch }),
    allow,
    authorize(question) {
      asked.push(question)
      return question.input
    },
    ...options,
  })
  const headers = { 'content-type': 'application/json' }
  const receive = async (request: Partial<InboundRequest>) => {
    const whole = { method: 'GET', url: '/v3/channels', headers, body: undefined, request: 'the request', ...request }
    return readResponse(await gateway.receive(whole))
  }
  return { gateway, receive, requests, asked }
}

const send = { method: 'POST', url: '/v3/message', body: message }
const isProblem = { 'content-type': 'application/problem+json' }

describe('routes', () => {
  test.each<[string, Partial<InboundRequest>, string, unknown]>([
    ['a path', { url: '/v3/channels' }, 'channels.list', {}],
    ['a path under its mount point', { url: '/api/wazzup/v3/channels', path: '/api/wazzup' }, 'channels.list', {}],
    ['a mount point with slashes', { url: '/api/wazzup/v3/channels', path: 'api/wazzup/' }, 'channels.list', {}],
    ['the root as mount point', { url: '/v3/channels', path: '/' }, 'channels.list', {}],
    ['a whole address', { url: 'https://app.example/v3/channels' }, 'channels.list', {}],
    [
      'a whole address under its mount point',
      { url: 'https://app.example:8443/api/v3/channels', path: '/api' },
      'channels.list',
      {},
    ],
    ['a mount point that looks like a route', { url: '/v3/proxy/v3/channels', path: '/v3/proxy' }, 'channels.list', {}],
    ['a method in lower case', { method: 'get' }, 'channels.list', {}],
    ['an empty query', { url: '/v3/channels?' }, 'channels.list', {}],
    ['a number in the query', { url: '/v3/contacts?offset=100' }, 'contacts.list', { offset: 100 }],
    ['an id', { url: '/v3/users/u1' }, 'users.get', { id: 'u1' }],
    ['an id of digits, which stays text', { url: '/v3/users/15' }, 'users.get', { id: '15' }],
    ['an encoded id', { url: `/v3/users/${encodeURIComponent('a/b ?#ü%')}` }, 'users.get', { id: 'a/b ?#ü%' }],
    ['an id that looks like a route', { url: '/v3/users/bulk_delete' }, 'users.get', { id: 'bulk_delete' }],
    ['a query that claims another id', { url: '/v3/users/u1', method: 'DELETE' }, 'users.delete', { id: 'u1' }],
    [
      'a body that claims another id',
      { method: 'PATCH', url: '/v3/message/m1', body: { messageId: 'm2', text: 'new' } },
      'messages.edit',
      { messageId: 'm1', text: 'new' },
    ],
    [
      'a bare array',
      { method: 'POST', url: '/v3/users', body: '[{"id":"1","name":"n"}]' },
      'users.save',
      { users: [{ id: '1', name: 'n' }] },
    ],
  ])('%s', async (_, request, call, input) => {
    const { receive, asked } = gatewayOver(json(200, { id: 'u1' }))
    await receive(request)
    expect(asked).toEqual([{ call, input, request: 'the request' }])
  })

  test.each<[string, Partial<InboundRequest>]>([
    ['a call that is not allowed', { url: '/v3/deals' }],
    ['a call that does not exist', { url: '/v3/messages' }],
    ['a slash at the end', { url: '/v3/channels/' }],
    ['no version in the path', { url: '/channels' }],
    ['another version', { url: '/v2/channels' }],
    ['an empty id', { url: '/v3/users/' }],
    ['a fragment', { url: '/v3/channels#/v3/users' }],
    ['segments in front', { url: '/x/v3/channels' }],
    ['a call behind a call', { url: '/v3/users/x/v3/channels' }],
    ['segments behind the mount point', { url: '/api/x/v3/channels', path: '/api' }],
    ['a mount point and more letters', { url: '/apis/v3/channels', path: '/api' }],
    ['a mount point in capitals', { url: '/API/v3/channels', path: '/api' }],
    ['a mount point that is missing', { url: '/v3/channels', path: '/api' }],
    ['a mount point without the path option', { url: '/api/v3/channels' }],
    ['two slashes in front', { url: '//v3/channels' }],
    ['two slashes behind the mount point', { url: '/api//v3/channels', path: '/api' }],
    ['two slashes inside', { url: '/v3//channels' }],
    ['a path that looks like a host', { url: '//evil.example/v3/channels' }],
    ['a backslash', { url: '/v3\\channels' }],
    ['capitals', { url: '/V3/channels' }],
    ['capitals of the call', { url: '/v3/Channels' }],
    ['an encoded letter', { url: '/v3/%63hannels' }],
    ['an encoded slash', { url: '/v3%2Fchannels' }],
    ['dot segments', { url: '/v3/./channels' }],
    ['a path parameter', { url: '/v3/channels;a=1' }],
    ['an id with a letter encoded that needs none', { url: '/v3/users/%75' }],
    ['an id encoded in lower case', { url: '/v3/users/%c3%bc' }],
    ['two encoded dots as the id', { url: '/v3/users/%2e%2E' }],
    ['a broken escape', { url: '/v3/users/%zz' }],
    ['half of an encoded character', { url: '/v3/users/%d0' }],
    ['more after the id', { url: '/v3/users/u1/phone' }],
    ['dot segments in the middle', { url: '/v3/users/../channels' }],
    ['the call in the query', { url: '/?/v3/channels' }],
    ['the call in the fragment', { url: '/#/v3/channels' }],
    ['a line break', { url: '/v3/channels\n' }],
    ['an empty address', { url: '' }],
    ['the route whose address holds a key', { url: `/counters/ws_host/api_v3/${apiKey}` }],
    ['the origin alone', { url: 'https://app.example/v3/' }],
  ])('is not found: %s', async (_, request) => {
    const { receive, asked, requests } = gatewayOver()
    expect(await receive(request)).toEqual({
      status: 404,
      headers: isProblem,
      body: {
        type: 'about:blank',
        title: 'No such call',
        status: 404,
        detail: expect.any(String),
        retry: 'never',
        effect: 'none',
      },
    })
    expect([asked, requests]).toEqual([[], []])
  })
})

describe('checks the input before authorize is called', () => {
  test.each<[string, Partial<InboundRequest>, number, unknown]>([
    ['a missing field', { ...send, body: { ...message, text: undefined } }, 400, [{ path: '' }]],
    ['a field of another type', { ...send, body: { ...message, chatId: 7 } }, 400, [{ path: 'chatId' }]],
    ['an unknown field', { ...send, body: { ...message, apiKey: 'x' } }, 400, [{ path: 'apiKey' }]],
    ['an array instead of an object', { ...send, body: [message] }, 400, expect.any(Array)],
    [
      'an object instead of an array',
      { method: 'POST', url: '/v3/users', body: { users: [] } },
      400,
      [{ path: 'users' }],
    ],
    ['a text', { ...send, body: '"text"' }, 400, expect.any(Array)],
    ['an offset that is not a number', { url: '/v3/contacts?offset=abc' }, 400, [{ path: 'offset' }]],
    ['an empty offset', { url: '/v3/contacts?offset=' }, 400, [{ path: 'offset' }]],
    ['an offset below 0', { url: '/v3/contacts?offset=-1' }, 400, [{ path: 'offset' }]],
    [
      'an offset that is too large for a number',
      { url: `/v3/contacts?offset=${'9'.repeat(400)}` },
      400,
      [{ path: 'offset' }],
    ],
    ['an unknown parameter', { url: '/v3/channels?key=1' }, 400, [{ path: 'key' }]],
    ['a prototype in the query', { url: '/v3/channels?__proto__=1' }, 400, [{ path: '__proto__' }]],
    ['two dots as the id', { url: '/v3/users/..' }, 400, [{ path: 'id' }]],
    ['one dot as the id', { url: '/v3/users/.' }, 400, [{ path: 'id' }]],
    ['no body', { ...send, body: '' }, 400, undefined],
    ['a body that is not JSON', { ...send, body: 'text=hi' }, 400, undefined],
    ['a body that other code has read', { ...send, body: undefined }, 500, undefined],
    ['a body with too many bytes', { ...send, body: ' '.repeat(5_000_001) }, 413, undefined],
    ['a body that is nested too deeply', { ...send, body: `${'['.repeat(65)}${']'.repeat(65)}` }, 400, undefined],
  ])('%s', async (_, request, status, issues) => {
    const { receive, asked, requests } = gatewayOver()
    const response = await receive(request)
    expect(response).toMatchObject({ status, headers: isProblem, body: { status, title: expect.any(String) } })
    if (issues) expect(response.body).toMatchObject({ issues, effect: 'none' })
    expect([asked, requests]).toEqual([[], []])
  })

  test('does not quote values in the problem', async () => {
    const response = await gatewayOver().receive({ ...send, body: { ...message, chatId: ['private words'] } })
    expectClean(response, 'private words')
  })

  test('accepts a body in each form, and ignores it for a call without a body', async () => {
    const text = JSON.stringify(message)
    for (const body of [text, Buffer.from(text), Readable.from([Buffer.from(text)]), JSON.parse(text)]) {
      const { receive, requests } = gatewayOver(json(201, { messageId: 'm' }))
      expect((await receive({ ...send, body })).status).toBe(201)
      expect(requests[0]!.body).toMatchObject(message)
    }
    const trap = new Proxy({}, { get: () => JSON.parse('touched'), has: () => JSON.parse('touched') })
    expect((await gatewayOver().receive({ body: trap })).status).toBe(200)
    expect((await gatewayOver().receive({ method: 'DELETE', url: '/v3/users/1', body: trap })).status).toBe(200)
  })

  test('uses the limits option', async () => {
    const limits = { bytes: 40 }
    expect((await gatewayOver(undefined, { limits }).receive({ ...send, body: JSON.stringify(message) })).status).toBe(
      413,
    )
    expect(
      (await gatewayOver(undefined, { limits: { bytes: undefined } }).receive({ ...send, body: ' '.repeat(5_000_001) }))
        .status,
    ).toBe(413)
  })

  test('returns 408 for a body that never arrives', async () => {
    vi.useFakeTimers()
    const response = gatewayOver().receive({ ...send, body: new ReadableStream() })
    await vi.advanceTimersByTimeAsync(12_000)
    expect(await response).toMatchObject({ status: 408, headers: isProblem })
    vi.useRealTimers()
  })
})

describe('the method of a request', () => {
  test.each<[string, string, string]>([
    ['DELETE', '/v3/channels', 'GET'],
    ['HEAD', '/v3/channels', 'GET'],
    ['OPTIONS', '/v3/channels?a=1', 'GET'],
    ['PUT', '/v3/users/u1', 'GET, DELETE'],
  ])('%s %s gets 405 with the allowed methods, and authorize is not called', async (method, url, methods) => {
    const { receive, asked, requests } = gatewayOver()
    expect(await receive({ method, url })).toMatchObject({
      status: 405,
      headers: { ...isProblem, allow: methods },
      body: { status: 405, title: 'No such method at this address', retry: 'never', effect: 'none' },
    })
    expect([asked, requests]).toEqual([[], []])
  })

  test('is not listed in Allow when its call is not allowed', async () => {
    const { receive } = gatewayOver(undefined, { allow: ['users.get'] })
    expect(await receive({ method: 'PUT', url: '/v3/users/u1' })).toMatchObject({ headers: { allow: 'GET' } })
    expect(await receive({ method: 'DELETE', url: '/v3/channels' })).toMatchObject({ status: 404 })
  })
})

describe('the result of authorize', () => {
  afterEach(() => vi.restoreAllMocks())

  class Forbidden extends Error {}

  test.each<[string, () => unknown, number]>([
    ['401', () => 401, 401],
    ['403', () => 403, 403],
    ['401, later', async () => 401, 401],
    ['nothing', () => undefined, 403],
    ['nothing, later', async () => {}, 403],
    ['null', () => null, 403],
    ['true', () => true, 403],
    ['200', () => 200, 403],
    ['404', () => 404, 403],
    ['a text', () => 'yes', 403],
    ['a function', () => () => message, 403],
    ['an error instead of throwing it', () => new Error('no'), 403],
    ['an exception of a framework', () => new Forbidden('no'), 403],
    ['a response', () => new Response(null, { status: 403 }), 403],
    ['a list', () => [], 403],
    ['a map', () => new Map(), 403],
    ['a date', () => new Date(), 403],
  ])('rejects the request when authorize returns %s', async (_, authorize, status) => {
    for (const request of [{}, send]) {
      const { receive, requests } = gatewayOver(undefined, { authorize: authorize as never })
      expect(await receive(request)).toEqual({
        status,
        headers: isProblem,
        body: {
          type: 'about:blank',
          title: status === 401 ? 'Sign in first' : 'Not allowed',
          status,
          detail: expect.any(String),
          retry: status === 401 ? 'later' : 'never',
          effect: 'none',
        },
      })
      expect(requests).toEqual([])
    }
  })

  test.each<[string, () => never | Promise<never>]>([
    ['throws', () => JSON.parse('private words')],
    ['rejects', () => Promise.reject(new Error('private words'))],
  ])('an authorize that %s gets 500 with effect none, and is reported to onError only', async (_, authorize) => {
    const reported: unknown[] = []
    const response = await gatewayOver(undefined, { authorize, onError: (error) => reported.push(error) }).receive(send)
    expect(response).toMatchObject({
      status: 500,
      headers: isProblem,
      body: { title: 'The gateway could not decide', retry: 'later', effect: 'none' },
    })
    expectClean(response, 'private words')
    expect(reported).toEqual([expect.any(Error)])
    const lines = vi.spyOn(console, 'error').mockImplementation(() => {})
    await gatewayOver(undefined, { authorize }).receive(send)
    expect(lines).toHaveBeenCalledOnce()
    const failing = { authorize, onError: () => Promise.reject(new Error('of the logger')) }
    const { receive, requests } = gatewayOver(undefined, failing)
    expect((await receive(send)).status).toBe(500)
    expect(requests).toEqual([])
  })

  test('sends the returned input', async () => {
    const { receive, requests } = gatewayOver(json(201, { messageId: 'm' }), {
      authorize: async ({ call, input }) => (call === 'messages.send' ? { ...input, crmUserId: 'olga' } : 403),
    })
    expect((await receive(send)).status).toBe(201)
    expect(requests[0]!.body).toMatchObject({ ...message, crmUserId: 'olga' })
    expect((await receive({})).status).toBe(403)
    const changing = gatewayOver(json(201, { messageId: 'm' }), {
      authorize: ({ input }) => Object.assign(input, { crmUserId: 'olga' }),
    })
    await changing.receive(send)
    expect(changing.requests[0]!.body).toMatchObject({ crmUserId: 'olga' })
  })

  test('does not send an input of another call: the front end gets 500, and onError the issues', async () => {
    const reported: unknown[] = []
    const onError = (error: unknown) => reported.push(error)
    const { receive, requests } = gatewayOver(undefined, { authorize: () => ({ ...message, id: '1' }), onError })
    const response = await receive(send)
    expect(response).toMatchObject({ status: 500, body: { title: 'The gateway failed', effect: 'none' } })
    expect(response.body).not.toHaveProperty('issues')
    expect(requests).toEqual([])
    expect(reported).toMatchObject([{ message: expect.stringMatching(/authorize returned for messages\.send: id/) }])
  })
})

describe('rejects invalid options:', () => {
  const wazzup = createWazzup({ apiKey })
  test.each<[string, unknown, RegExp]>([
    ['a call that does not exist', { allow: ['messages.sent'] }, /allow names messages\.sent, which is not a call/],
    ['a noun that does not exist', { allow: ['constructor.name'] }, /which is not a call/],
    ['a noun alone', { allow: ['messages'] }, /which is not a call/],
    ['a helper of the client', { allow: ['subscription.ensure'] }, /which is not a call/],
    [
      'the call whose address contains the key',
      { allow: ['channels.list', 'unanswered.getHost'] },
      /its address contains the key/,
    ],
    ['no allow', { allow: undefined }, /allow/],
    ['a name instead of a list', { allow: 'channels.list' }, /allow/],
    ['no authorize', { authorize: undefined }, /authorize must be a function/],
    ['an authorize that is not a function', { authorize: true }, /authorize/],
    ['no client', { wazzup: undefined }, /wazzup must be a client/],
    ['an origin with a path', { origins: ['https://app.example/'] }, /origins/],
    ['an origin in capitals', { origins: ['https://App.example'] }, /origins/],
    ['an origin with the port of its scheme', { origins: ['https://app.example:443'] }, /origins/],
    ['an origin without a scheme', { origins: ['app.example'] }, /origins/],
    ['every origin', { origins: ['*'] }, /origins/],
    ['the origin of sandboxed pages', { origins: ['null'] }, /origins/],
    ['origins that are not a list', { origins: 'https://app.example' }, /origins/],
    ['a timeout of 0', { timeout: 0 }, /timeout/],
    ['a limit that is not a number', { limits: { bytes: Number.NaN } }, /limits\.bytes/],
    ['null in the list', { allow: [null] }, /allow names null, which is not a call/],
    ['a client that is a text', { wazzup: 'x' }, /wazzup must be a client/],
    ['an onError that is not a function', { onError: 'x' }, /onError must be a function/],
    ['a misspelt option', { origin: [] }, /origin is not one of .*origins/],
  ])('%s', (_, options, message) => {
    const make = () => createGateway({ wazzup, allow: ['channels.list'], authorize: () => 403, ...(options as object) })
    expect(make).toThrow(
      expect.objectContaining({ name: 'WazzupValidationError', message: expect.stringMatching(message) }),
    )
  })
})

describe('what onError gets', () => {
  async function reportedOf(request: Partial<InboundRequest>, fetch: () => Response, key: ApiKey = apiKey) {
    const reported: unknown[] = []
    const wazzup = createWazzup({ apiKey: key, fetch: scriptedFetch(fetch).fetch })
    const onError = (error: unknown) => reported.push(error)
    const response = await gatewayOver(undefined, { wazzup, onError }).receive(request)
    return { response, reported }
  }

  test.each<[string, () => string, string]>([
    [
      'throws',
      () => {
        throw new Error('the vault is sealed')
      },
      'later',
    ],
    ['returns nothing', () => undefined as never, 'never'],
  ])('an apiKey function that %s; the front end gets 424 without issues', async (_, key, retry) => {
    const { response, reported } = await reportedOf(send, () => json(201, { messageId: 'm' }), key)
    expect(response).toMatchObject({ status: 424, headers: isProblem, body: { retry, effect: 'none' } })
    expect(response.body).not.toHaveProperty('issues')
    expectClean(response, 'vault')
    expect(reported).toMatchObject([{ issues: [{ path: 'apiKey' }] }])
  })

  test('a key that Wazzup rejects', async () => {
    const { response, reported } = await reportedOf(send, () => json(401, { error: 'INVALID_APIKEY' }))
    expect(response.status).toBe(424)
    expect(reported).toMatchObject([{ status: 401, code: 'INVALID_APIKEY' }])
  })

  test('a body that other code has read', async () => {
    const { response, reported } = await reportedOf({ ...send, body: undefined }, () => json(201, {}))
    expect(response.status).toBe(500)
    expect(reported).toMatchObject([{ message: expect.stringContaining('the body') }])
  })

  test('neither a mistake of the visitor nor another rejection of Wazzup', async () => {
    const wrong = { ...send, body: { ...message, apiKey: 'x' } }
    for (const request of [send, wrong, { url: '/v3/messages' }, { ...send, body: 'no JSON' }]) {
      const { response, reported } = await reportedOf(request, () => json(400, { error: 'INVALID_MESSAGE_DATA' }))
      expect([400, 404]).toContain(response.status)
      expect(reported).toEqual([])
    }
  })
})

describe('errors of Wazzup', () => {
  const echo = (status: number) => () =>
    json(
      status,
      {
        error: 'VALIDATION_ERROR',
        description: `Bearer ${apiKey}`,
        requestId: apiKey,
        data: { apiKey, words: 'private words' },
      },
      { 'x-request-id': apiKey, 'retry-after': '7' },
    )

  test.each([
    [400, 400],
    [401, 424],
    [403, 424],
    [404, 404],
    [429, 429],
    [500, 502],
    [503, 502],
  ])('%i becomes %i, without the key and without texts or ids of Wazzup', async (status, expected) => {
    const { receive, requests } = gatewayOver(echo(status))
    const response = await receive({ ...send, body: { ...message, crmMessageId: 'mine' } })
    expect(response).toMatchObject({
      status: expected,
      headers: { ...isProblem, 'retry-after': '7' },
      body: {
        status: expected,
        code: 'VALIDATION_ERROR',
        effect: status < 500 ? 'none' : 'unknown',
        crmMessageId: 'mine',
      },
    })
    expectClean(response, apiKey, 'private words')
    // The front end may retry, so the gateway makes one attempt.
    expect(requests).toHaveLength(1)
  })

  test('the front end throws the same error', async () => {
    const rejection = json(400, { error: 'wrongTransport', data: { transport: 'vk' } })
    const { gateway } = gatewayOver(rejection)
    const error = await frontEnd(gateway, undefined)
      .wazzup.messages.send({ ...message, crmMessageId: 'mine' })
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      name: 'WazzupApiError',
      status: 400,
      effect: 'none',
      actor: 'developer',
      crmMessageId: 'mine',
    })
    expect(error).toMatchObject({ docUrl: expect.stringContaining('#wrong_transport') })
  })

  test('a rejected key does not become a 401, because the front end would sign its user out', async () => {
    const { gateway } = gatewayOver(json(401, ''))
    await expect(frontEnd(gateway, undefined).wazzup.channels.list()).rejects.toMatchObject({ status: 424 })
  })
})

test('receive never throws, even for invalid requests of a host', async () => {
  const { gateway } = gatewayOver(undefined, { onError: () => {} })
  for (const wrong of [undefined, null, {}, { method: 5 }, { method: 'GET', url: 5 }, { method: 'GET', url: null }]) {
    const response = await gateway.receive(wrong as unknown as InboundRequest)
    expect([404, 500]).toContain(response.status)
    expect(response.headers).toEqual(isProblem)
  }
})
