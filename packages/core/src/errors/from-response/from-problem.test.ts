import { describe, expect, test, vi } from 'vitest'
import { expectClean } from '../../../test/everything.ts'
import { frontEnd } from '../../../test/front-end.ts'
import { connectionRefused, connectionReset, json, scriptedFetch } from '../../../test/scripted-fetch.ts'
import { useVirtualTime } from '../../../test/virtual-time.ts'
import { createGateway, createWazzup, type ClientOptions, type AuthorizeResult, type Wazzup } from '../../index.ts'

// The client in a browser calls the app's own server, whose errors differ from errors of Wazzup.

const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi', crmMessageId: 'mine' } as const
const baseUrl = 'https://app.example/api/wazzup'
const isProblem = { 'content-type': 'application/problem+json' }

/** Makes a call without a key to a server with this response, and returns its error. */
async function errorOf(
  response: Parameters<typeof scriptedFetch>[0],
  options: Partial<ClientOptions & { baseUrl: string }> = {},
  ask: (wazzup: Wazzup) => Promise<unknown> = (wazzup) => wazzup.messages.send(message),
) {
  const wazzup = createWazzup({ baseUrl, maxRetries: 0, fetch: scriptedFetch(response).fetch, ...options })
  return ask(wazzup).then(
    () => expect.unreachable(),
    (error: unknown) => error,
  )
}

/** Creates a gateway for a Wazzup with this response, and the client of its front end. */
function behindGateway(response: Parameters<typeof scriptedFetch>[0], authorize?: () => AuthorizeResult) {
  const { fetch, requests } = scriptedFetch(response)
  const gateway = createGateway({
    wazzup: createWazzup({ apiKey: 'key', fetch }),
    allow: ['messages.send', 'contacts.delete'],
    authorize: authorize ?? (({ input }) => input),
  })
  return { ...frontEnd(gateway, undefined, { maxRetries: 0 }), requests }
}

describe('a problem of the gateway itself', () => {
  test.each<[string, () => AuthorizeResult, number, object]>([
    [
      'a 401 means that the app does not know the user',
      () => 401,
      401,
      { retry: 'later', meaning: expect.stringContaining('does not know the user') },
    ],
    [
      'a 403 means that the app rejected the call',
      () => 403,
      403,
      { retry: 'never', meaning: expect.stringContaining('app behind the gateway') },
    ],
  ])('%s, and does not blame the key', async (_, authorize, status, expected) => {
    const { wazzup } = behindGateway(json(201, {}), authorize)
    const error = (await wazzup.messages.send(message).catch((reason: unknown) => reason)) as Error
    expect(error).toMatchObject({
      name: 'WazzupApiError',
      status,
      code: undefined,
      effect: 'none',
      actor: 'developer',
      docUrl: expect.stringContaining('#your-own-front-end'),
      ...expected,
    })
    expect(JSON.stringify(error) + error.message).not.toMatch(/apiKey|the key/i)
  })

  test('a 404 names the allowed calls, and never means "already deleted"', async () => {
    const { wazzup } = behindGateway(json(200, {}))
    const error = await wazzup.channels.list().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ status: 404, effect: 'none', description: 'No such call' })
    expect(error).toMatchObject({ meaning: expect.stringContaining('`allow`') })
    expect(JSON.stringify(error)).not.toMatch(/gone|entity/)
  })

  test('issues become the issues of a local check', async () => {
    const gateway = createGateway({
      wazzup: createWazzup({ apiKey: 'key', fetch: scriptedFetch(json(201, {})).fetch }),
      allow: ['messages.send'],
      authorize: ({ input }) => input,
    })
    // A front end of another version allows more.
    const { status, body } = await gateway.receive({
      method: 'POST',
      url: '/v3/message',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...message, chatId: ['private words'] }),
      request: undefined,
    })
    const error = await errorOf(new Response(body, { status, headers: isProblem }))
    expect(error).toMatchObject({
      name: 'WazzupValidationError',
      direction: 'input',
      effect: 'none',
      issues: [{ path: 'chatId', message: 'must be string, not an array' }],
    })
    expectClean(error, 'private words')
  })
})

describe('an error of Wazzup through a gateway', () => {
  test('keeps code, meaning, remedy, retry, actor, scope and fields', async () => {
    const response = json(400, { error: 'VALIDATION_ERROR', data: { fields: ['chatId'] } })
    const expected = (await errorOf(response.clone() as never, { apiKey: 'key' })) as Record<string, unknown>
    const error = await behindGateway(response)
      .wazzup.messages.send(message)
      .catch((reason: unknown) => reason)
    for (const field of [
      'code',
      'status',
      'meaning',
      'remedy',
      'retry',
      'actor',
      'scope',
      'docUrl',
      'effect',
      'fields',
    ]) {
      expect(error).toHaveProperty(field, expected[field])
    }
  })

  test('a rejected key names the account owner as actor, and is not a 401', async () => {
    const error = await behindGateway(json(401, ''))
      .wazzup.messages.send(message)
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ status: 424, actor: 'account owner', meaning: expect.stringContaining('key') })
  })

  test.each<[string, Parameters<typeof scriptedFetch>[0], string]>([
    ['no connection', connectionRefused(), 'none'],
    ['a lost connection', connectionReset(), 'unknown'],
    ['a truncated response', new Response('{"messageId":', { status: 201 }), 'unknown'],
    ['a failure', json(500, ''), 'unknown'],
  ])('takes the effect from the body of the 502: %s', async (_, response, effect) => {
    const error = await behindGateway(response)
      .wazzup.messages.send(message)
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ status: 502, effect })
    // A send with effect unknown could be sent twice if it is called again without its id.
    expect(error).toHaveProperty('retry', effect === 'none' ? 'later' : 'never')
  })

  test('keeps Retry-After', async () => {
    const error = await behindGateway(json(429, '', { 'retry-after': '7' }))
      .wazzup.messages.send(message)
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ status: 429, retryAfter: 7_000 })
  })
})

describe('a body that is not a valid problem', () => {
  const problem = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: isProblem })

  test.each<[string, number, unknown, string]>([
    ['a 502 with effect none', 502, { effect: 'none' }, 'none'],
    ['a 400 with effect unknown', 400, { effect: 'unknown' }, 'unknown'],
    ['a 502 without an effect', 502, { title: 'Bad gateway' }, 'unknown'],
    ['a 400 without an effect', 400, {}, 'none'],
    ['a 408 without an effect', 408, {}, 'unknown'],
    ['a 502 with an invalid effect', 502, { effect: 'maybe' }, 'unknown'],
    ['a 502 that is a list', 502, [{ effect: 'none' }], 'unknown'],
    ['a 502 that is null', 502, null, 'unknown'],
  ])('%s', async (_, status, body, effect) => {
    expect(await errorOf(problem(status, body))).toMatchObject({ status, effect })
  })

  test.each([
    ['plain JSON', 'application/json'],
    ['a longer type', 'application/problem+json2'],
    ['no type', ''],
  ])('ignores an effect in %s', async (_, type) => {
    const response = new Response('{"effect":"none"}', { status: 502, headers: { 'content-type': type } })
    expect(await errorOf(response)).toMatchObject({ status: 502, effect: 'unknown' })
  })

  test('ignores an incomplete problem', async () => {
    const response = new Response('{"effect":"none","st', { status: 502, headers: isProblem })
    expect(await errorOf(response)).toMatchObject({ status: 502, effect: 'unknown' })
  })

  test('ignores fields of the wrong type', async () => {
    const body = {
      title: 5,
      detail: {},
      code: 7,
      retry: 'soon',
      actor: 'you',
      fields: [1, 'a'],
      issues: [null, 5, { path: 1 }],
      type: [],
      effect: 'none',
    }
    expect(await errorOf(problem(403, body))).toMatchObject({
      name: 'WazzupApiError',
      code: undefined,
      retry: 'never',
      actor: 'developer',
      fields: ['a'],
      effect: 'none',
    })
  })

  test('redacts a key in the problem', async () => {
    const key = 'cAnaRy+key/with=odd.signs'
    const body = { title: `t ${key}`, detail: `d ${encodeURIComponent(key)}`, issues: [], fields: [key], more: [key] }
    expectClean(await errorOf(problem(403, body), { apiKey: key }), key)
  })
})

describe('an earlier attempt whose effect is unknown', () => {
  useVirtualTime()

  test('keeps effect unknown when a later response has effect none', async () => {
    const none = new Response('{"effect":"none","status":403}', { status: 403, headers: isProblem })
    const { fetch, requests } = scriptedFetch(connectionReset(), none)
    const call = createWazzup({ baseUrl, fetch, maxRetries: 2 }).messages.send(message)
    const outcome = call.catch((error: unknown) => error)
    await vi.runAllTimersAsync()
    expect(await outcome).toMatchObject({ status: 403, effect: 'unknown', crmMessageId: 'mine' })
    expect(requests).toHaveLength(2)
  })

  test.each<[string, Response, boolean]>([
    [
      'of Wazzup, through the gateway, resolves',
      new Response(JSON.stringify({ type: 'X#http-404' }), { status: 404, headers: isProblem }),
      true,
    ],
    ['of the gateway is an error', new Response('{"type":"about:blank"}', { status: 404, headers: isProblem }), false],
    [
      'of another gateway is an error',
      new Response('{"type":"https://a.example/gone"}', { status: 404, headers: isProblem }),
      false,
    ],
    ['of a web server is an error', new Response('Cannot DELETE', { status: 404 }), false],
  ])('a 404 %s after a deletion', async (_, second, isDone) => {
    const text = await second.text()
    const catalogue = 'https://github.com/wazzup-kit/wazzup-kit/blob/main/docs/errors.md'
    const response = new Response(text.replace('X', catalogue), second)
    const { fetch } = scriptedFetch(connectionReset(), response)
    const outcome = createWazzup({ baseUrl, fetch, maxRetries: 1 })
      .contacts.delete({ id: '1' })
      .then(
        () => 'done',
        (error: unknown) => error,
      )
    await vi.runAllTimersAsync()
    if (isDone) expect(await outcome).toBe('done')
    else expect(await outcome).toMatchObject({ status: 404, effect: 'unknown' })
  })
})

describe('a server in front of a gateway', () => {
  test.each<[string, number, string, string]>([
    ['a sign-in with a text', 401, 'Unauthorized', 'text/plain'],
    ['a sign-in of Nest', 401, '{"message":"Unauthorized","statusCode":401}', 'application/json'],
    ['a sign-in with a code of its own', 401, '{"error":"unauthorized"}', 'application/json'],
    ['a guard', 403, '{"message":"Forbidden resource","error":"Forbidden","statusCode":403}', 'application/json'],
    ['a web server', 404, '<pre>Cannot POST /api/wazzup/v3/message</pre>', 'text/html'],
    ['a proxy', 502, '<h1>Bad Gateway</h1>', 'text/html'],
  ])('%s causes an error of that server', async (_, status, body, type) => {
    const error = await errorOf(new Response(body, { status, headers: { 'content-type': type } }))
    expect(error).toMatchObject({
      status,
      code: undefined,
      effect: status < 500 ? 'none' : 'unknown',
      meaning: expect.stringMatching(/server behind baseUrl|Unauthorized|Forbidden/),
    })
    const { meaning, remedy } = error as { meaning: string; remedy: string }
    expect(`${meaning} ${remedy}`).not.toMatch(/apiKey|already gone|sidecar/)
  })

  test('a server that adds the key and returns the response of Wazzup causes an error of Wazzup', async () => {
    expect(await errorOf(json(400, { error: 'BALANCE_IS_EMPTY' }))).toMatchObject({ code: 'BALANCE_IS_EMPTY' })
    expect(await errorOf(json(403, { error: 'FORBIDDEN' }))).toMatchObject({
      code: 'FORBIDDEN',
      actor: 'account owner',
    })
  })

  test('a client with a key gets an error about its key', async () => {
    expect(await errorOf(new Response('', { status: 401 }), { apiKey: 'key' })).toMatchObject({
      status: 401,
      actor: 'account owner',
    })
    const perCall = await errorOf(new Response('', { status: 401 }), {}, (wazzup) =>
      wazzup.messages.send(message, { apiKey: 'key' }),
    )
    expect(perCall).toMatchObject({ actor: 'account owner' })
  })
})

test('a problem that repeats the address of the chat window does not show it', async () => {
  const url = 'https://11-22.wazzup24.com/chat/secret-place'
  for (const headers of [isProblem, {}]) {
    const error = await errorOf(json(500, { title: 'Failed', url, detail: `at ${url}` }, headers), {}, (wazzup) =>
      wazzup.chatWindow.get({ user: { id: '1' }, scope: 'global' }),
    )
    expectClean(error, url, 'secret-place')
  }
  const text = await errorOf(new Response(`upstream ${url}`, { status: 500 }), {}, (wazzup) =>
    wazzup.chatWindow.get({ user: { id: '1' }, scope: 'global' }),
  )
  expectClean(text, url, 'secret-place')
})
