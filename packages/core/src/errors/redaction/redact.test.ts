import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectClean } from '../../../test/everything.ts'
import { connectionReset, json } from '../../../test/scripted-fetch.ts'
import {
  answer,
  cut,
  reset,
  silence,
  startScriptedServer,
  type ScriptedServer,
  type Step,
} from '../../../test/scripted-server.ts'
import { createWazzup, type Hooks, type WazzupError } from '../../index.ts'
import { createMarketplace } from '../../marketplace.ts'

// P6: no secret in any error, log, span, hook. Canaries go through every path that ends in an error.

const canary = 'cAnaRy+key/with=odd.signs'
const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi' } as const

let server: ScriptedServer
beforeAll(async () => {
  server = await startScriptedServer()
})
afterAll(() => server.close())

/** A server that returns everything it received, as some proxies do. */
const echoEverything =
  (status: number): Step =>
  (response, request) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-request-id': String(request.headers.authorization),
    })
    response.end(
      JSON.stringify({
        error: 'VALIDATION_ERROR',
        description: `bad request ${request.headers.authorization}`,
        requestId: request.headers.authorization,
        data: { [String(request.headers.authorization)]: [request.headers, request.url, request.text] },
      }),
    )
  }

const paths: [string, Step][] = [
  ['a 400 that echoes the request', echoEverything(400)],
  ['a 401 that echoes the request', echoEverything(401)],
  ['a 500 that echoes the request', echoEverything(500)],
  [
    'HTML that quotes the key',
    answer(502, `<p>upstream refused Bearer ${canary} and ${encodeURIComponent(canary)}</p>`, {
      'x-request-id': canary,
    }),
  ],
  ['a 2xx with an invalid body that quotes the key', answer(200, { nothing: canary })],
  ['truncated JSON that quotes the key', answer(200, `{"url":"${canary}`)],
  [
    'a redirect that quotes the key',
    answer(302, '', { location: `https://example.com/${encodeURIComponent(canary)}` }),
  ],
  ['a reset', reset],
  ['a cut body', cut(200, `{"url":"${canary}`)],
  ['silence', silence],
]

describe.each(paths)('%s', (_, step) => {
  test('shows no key in the error or the hooks', async () => {
    server.script(step)
    const reported: unknown[] = []
    const hooks: Hooks = {
      onRequest: (info) => reported.push(info),
      onResponse: (info) => reported.push(info),
      onRetry: (info) => reported.push(info),
    }
    const wazzup = createWazzup({
      apiKey: canary,
      baseUrl: server.url,
      attemptTimeout: 150,
      timeout: 800,
      maxRetries: 1,
      hooks,
    })
    const window = { user: { id: '1' }, scope: 'global' } as const
    const calls = [wazzup.chatWindow.get(window), wazzup.messages.send(message), wazzup.unanswered.getHost()]
    for (const result of await Promise.allSettled(calls)) {
      if (result.status === 'rejected') expectClean(result.reason, canary)
    }
    expect(reported.length).toBeGreaterThanOrEqual(3)
    expectClean(reported, canary)
    expectClean(wazzup, canary)
  })
})

test('a key in an address is in no hook and no error', async () => {
  server.script(answer(500, ''))
  const reported: unknown[] = []
  const wazzup = createWazzup({
    apiKey: canary,
    baseUrl: server.url,
    maxRetries: 0,
    hooks: { onRequest: (info) => reported.push(info) },
  })
  const error = await wazzup.unanswered.getHost().catch((thrown: unknown) => thrown)
  expect(server.seen[0]!.url).toBe(`/counters/ws_host/api_v3/${encodeURIComponent(canary)}`)
  expect(server.seen[0]!.headers.authorization).toBeUndefined()
  expectClean([error, reported], canary)
})

test('an error of this package does not contain a request that fetch attached to its error', async () => {
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    throw Object.assign(new TypeError(`fetch failed for ${JSON.stringify([...new Headers(init.headers)])}`), {
      config: init,
      request: { url, init },
      code: `failed with ${canary}`,
      cause: Object.assign(new Error(`cause of ${canary}`), { options: init, code: 'ECONNRESET' }),
    })
  }
  const error = await createWazzup({ apiKey: canary, fetch, maxRetries: 0 })
    .messages.send(message)
    .catch((thrown: unknown) => thrown as WazzupError)
  expectClean(error, canary)
  // The cause is not ofetch's error, which contains the request.
  expect(error).toMatchObject({ cause: { name: 'TypeError', cause: { code: 'ECONNRESET' } } })
})

test('rejections and input errors contain no secrets of the marketplace', async () => {
  server.script(echoEverything(400))
  const marketplace = createMarketplace({ partnerKey: canary, baseUrl: server.url })
  const secrets = { state: 'state-canary-1', secret: 'secret-canary-2', crmKey: 'crm-key-canary-3' }
  const rejected = await marketplace.wauth.connect({ ...secrets, name: 'n' }).catch((error: unknown) => error)
  expect(rejected).toMatchObject({ code: 'VALIDATION_ERROR' })
  expectClean(rejected, canary, ...Object.values(secrets))
  const wrong = { ...secrets, name: 5, [`x`]: 'secret-canary-2' } as unknown as Parameters<
    typeof marketplace.wauth.connect
  >[0]
  expectClean(
    await marketplace.wauth.connect(wrong).catch((error: unknown) => error),
    canary,
    ...Object.values(secrets),
  )
})

test('input errors contain no values', async () => {
  const wazzup = createWazzup({ apiKey: canary, fetch: async () => json(200, {}) })
  const wrong = { ...message, text: ['the private words'], chatType: '', phone: { number: 'private too' } }
  const error = await wazzup.messages.send(wrong as unknown as typeof message).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ issues: [{ path: 'chatType' }, { path: 'text' }, { path: 'phone' }] })
  expectClean(error, 'the private words', 'private too')
})

describe('invalid keys', () => {
  test.each([
    ['a line break', `${canary}\n`, 'trim it'],
    ['a space', ` ${canary}`, 'trim it'],
    ['the word Bearer', `Bearer ${canary}`, 'without "Bearer"'],
    ['letters that are invalid in a header', `${canary}ключ`, 'visible ASCII'],
    ['nothing', '', 'is missing'],
  ])('rejects a key without quoting it: %s', async (_, apiKey, hint) => {
    const thrown = (() => {
      try {
        createWazzup({ apiKey })
      } catch (error) {
        return error
      }
      return undefined
    })()
    expect(thrown).toMatchObject({ name: 'WazzupValidationError', issues: [{ path: 'apiKey' }] })
    expect(String(thrown)).toContain(hint)
    expectClean(thrown, canary)

    const late = createWazzup({ apiKey: async () => apiKey, fetch: async () => json(200, []) })
    const error = await late.users.get({ id: '1' }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'WazzupValidationError', effect: 'none', attempts: 0 })
    expectClean(error, canary)
  })

  test('rejects a missing environment variable when the client is created', () => {
    expect(() => createWazzup({ apiKey: undefined as unknown as string })).toThrow('apiKey is missing')
  })

  test('reports an apiKey function that throws, without its secrets', async () => {
    const apiKey = () => {
      throw new Error('vault is sealed')
    }
    const error = await createWazzup({ apiKey, fetch: async () => json(200, []) })
      .users.get({ id: '1' })
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ issues: [{ path: 'apiKey' }], cause: { message: 'vault is sealed' }, effect: 'none' })
  })
})

test('needs no key with a gateway that adds it', async () => {
  let authorization: string | null = 'not called'
  const fetch = async (_: string, init: RequestInit) => {
    authorization = new Headers(init.headers).get('authorization')
    return json(200, [])
  }
  await createWazzup({ baseUrl: 'https://app.example/wazzup', fetch }).channels.list()
  expect(authorization).toBeNull()
})

test('uses the key of a call for this call only, and keeps it out of its error', async () => {
  const seen: (string | null)[] = []
  const fetch = async (_: string, init: RequestInit) => {
    seen.push(new Headers(init.headers).get('authorization'))
    if (seen.length === 2) throw connectionReset()
    return json(200, [])
  }
  const wazzup = createWazzup({ apiKey: 'key-of-the-first', fetch, maxRetries: 0 })
  await wazzup.channels.list()
  const error = await wazzup.users
    .save({ users: [{ id: '1', name: 'a' }] }, { apiKey: async () => canary })
    .catch((e: unknown) => e)
  expect(seen).toEqual(['Bearer key-of-the-first', `Bearer ${canary}`])
  expectClean(error, canary)
})
