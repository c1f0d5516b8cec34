import { describe, expect, test } from 'vitest'
import { readResponse } from '../../test/read-response.ts'
import { json, scriptedFetch } from '../../test/scripted-fetch.ts'
import { createGateway, createWazzup } from '../index.ts'

// A browser sends the operator's cookie along with whatever any page asks for, so the page has to be known.

const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi' } as const
const listed = 'https://desk.example'

/** A gateway for signed-in operators, and what it does with a request that carries these headers. */
async function ask(headers: Record<string, string>, { method = 'POST', url = '/v3/message', origins = [listed] } = {}) {
  const { fetch, requests } = scriptedFetch(json(201, { messageId: 'm' }))
  let asked = 0
  const gateway = createGateway({
    wazzup: createWazzup({ apiKey: 'key', fetch }),
    allow: ['messages.send', 'channels.list', 'users.delete'],
    origins,
    authorize({ input }) {
      asked++
      return input
    },
  })
  const all = new Headers({ 'content-type': 'application/json', host: 'app.example', ...headers })
  const response = readResponse(
    await gateway.receive({ method, url, headers: all, body: JSON.stringify(message), request: undefined }),
  )
  return { response, asked, sent: requests.length }
}

describe('a page of another origin', () => {
  test.each<[string, Record<string, string>]>([
    ['on another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['on another port of the same machine', { origin: 'https://app.example:8443', 'sec-fetch-site': 'same-site' }],
    ['on a sibling domain', { origin: 'https://evil.app.example', 'sec-fetch-site': 'same-site' }],
    ['that hides its origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['that sends no Origin, such as a picture', { 'sec-fetch-site': 'cross-site' }],
    ['in a browser without Sec-Fetch-Site', { origin: 'https://evil.example' }],
    ['on another port, without Sec-Fetch-Site', { origin: 'https://app.example:8443' }],
    ['that hides its origin, without Sec-Fetch-Site', { origin: 'null' }],
    ['whose host begins alike', { origin: 'https://app.example.evil.example' }],
    ['whose host ends alike', { origin: 'https://evil-app.example' }],
    ['with the host as user name', { origin: 'https://app.example@evil.example' }],
    ['that was redirected here', { origin: 'https://app.example', 'sec-fetch-site': 'cross-site' }],
    ['whose Sec-Fetch-Site is not known yet', { origin: 'https://app.example', 'sec-fetch-site': 'future' }],
    ['like a listed one', { origin: 'https://desk.example.evil.example', 'sec-fetch-site': 'cross-site' }],
    ['like a listed one without TLS', { origin: 'http://desk.example', 'sec-fetch-site': 'cross-site' }],
    ['to a host that is none', { origin: 'https://app.example', host: 'a b' }],
  ])('%s is rejected before authorize is asked', async (_, headers) => {
    for (const request of [
      {},
      { method: 'GET', url: '/v3/channels' },
      { method: 'DELETE', url: '/v3/users/1' },
      { method: 'GET', url: '/v3/nothing' },
    ]) {
      const { response, asked, sent } = await ask(headers, request)
      expect(response).toMatchObject({
        status: 403,
        headers: { 'content-type': 'application/problem+json' },
        body: {
          title: 'Requests from pages of this origin are not allowed',
          detail: expect.stringMatching(/`origins`.*proxy/),
          effect: 'none',
        },
      })
      expect(response.headers).not.toHaveProperty('access-control-allow-origin')
      expect([asked, sent]).toEqual([0, 0])
    }
  })
})

describe('callers that need not be listed', () => {
  test.each<[string, Record<string, string>]>([
    ['a page of the same origin', { origin: 'https://app.example', 'sec-fetch-site': 'same-origin' }],
    ['the same, behind a proxy that changes Host', { 'sec-fetch-site': 'same-origin', host: '10.0.0.7:3000' }],
    ['a user who types the address', { 'sec-fetch-site': 'none' }],
    ['a browser without Sec-Fetch-Site', { origin: 'https://app.example' }],
    ['the same, where Host names the port of the scheme', { origin: 'https://app.example', host: 'app.example:443' }],
    ['the same, behind a proxy that ends TLS', { origin: 'https://app.example', host: 'App.Example' }],
    ['the same, on a port', { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }],
    ['the same, on IPv6', { origin: 'http://[::1]:3000', host: '[::1]:3000' }],
    ['a client that is no browser', {}],
  ])('%s', async (_, headers) => {
    for (const origins of [[], [listed]]) {
      expect(await ask(headers, { origins })).toMatchObject({ response: { status: 201 }, asked: 1, sent: 1 })
    }
  })

  test('takes the host from an absolute address when there is no Host header', async () => {
    const url = 'https://app.example/v3/message'
    expect(await ask({ origin: 'https://app.example', host: '' }, { url })).toMatchObject({ response: { status: 403 } })
    const gateway = createGateway({
      wazzup: createWazzup({ apiKey: 'key', fetch: async () => json(200, []) }),
      allow: ['channels.list'],
      authorize: ({ input }) => input,
    })
    const from = (origin: string) =>
      gateway.receive({
        method: 'GET',
        url: 'https://app.example/v3/channels',
        headers: { origin },
        body: undefined,
        request: undefined,
      })
    expect((await from('https://app.example')).status).toBe(200)
    expect((await from('https://other.example')).status).toBe(403)
  })

  test('sends no CORS headers without listed origins', async () => {
    const { response } = await ask({ 'sec-fetch-site': 'same-origin' }, { origins: [] })
    expect(response.headers).toBeUndefined()
  })
})

describe('a page of a listed origin', () => {
  const cors = {
    'access-control-allow-origin': listed,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'retry-after',
    vary: 'origin',
  }

  test('may call with cookies, and can read each response, rejections included', async () => {
    const headers = { origin: listed, 'sec-fetch-site': 'cross-site' }
    expect((await ask(headers)).response).toMatchObject({ status: 201, headers: cors })
    expect((await ask(headers, { url: '/v3/nothing' })).response).toMatchObject({ status: 404, headers: cors })
    expect((await ask({ ...headers, 'content-type': 'text/plain' })).response).toMatchObject({
      status: 415,
      headers: { ...cors, 'content-type': 'application/problem+json' },
    })
  })

  test('accepts the origin of an app in a shell', async () => {
    const headers = { origin: 'capacitor://localhost', 'sec-fetch-site': 'cross-site' }
    expect((await ask(headers, { origins: ['capacitor://localhost'] })).response.status).toBe(201)
    expect((await ask(headers)).response.status).toBe(403)
  })

  test('sends Vary: Origin to other origins, too', async () => {
    expect((await ask({})).response.headers).toEqual({ vary: 'origin' })
    expect((await ask({ origin: 'https://evil.example' })).response.headers).toMatchObject({ vary: 'origin' })
  })

  test('gets a response to its preflight without a sign-in', async () => {
    const preflight = {
      origin: listed,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-csrf-token',
    }
    for (const url of ['/v3/message', '/v3/nothing']) {
      expect(await ask(preflight, { method: 'OPTIONS', url })).toEqual({
        asked: 0,
        sent: 0,
        response: {
          status: 200,
          headers: {
            ...cors,
            'access-control-allow-methods': 'GET, POST, PATCH, DELETE',
            'access-control-allow-headers': 'content-type,x-csrf-token',
            'access-control-max-age': '600',
          },
        },
      })
    }
    const odd = { ...preflight, 'access-control-request-headers': 'a: b' }
    expect((await ask(odd, { method: 'OPTIONS' })).response.headers).toMatchObject({
      'access-control-allow-headers': 'content-type',
    })
  })

  test.each([
    ['of another origin', { origin: 'https://evil.example', 'access-control-request-method': 'POST' }, 403],
    ['that asks for nothing', { origin: listed }, 405],
  ])('a preflight %s is rejected', async (_, headers, status) => {
    const { response } = await ask(headers, { method: 'OPTIONS' })
    expect(response.status).toBe(status)
    expect(response.headers).not.toHaveProperty('access-control-allow-methods')
  })
})

describe('content types', () => {
  test.each([
    'application/json',
    'Application/JSON; charset=utf-8',
    'application/json ;charset-utf-8',
    'application/vnd.app+json',
  ])('accepts %s', async (type) => {
    expect((await ask({ 'content-type': type })).response.status).toBe(201)
  })

  test.each([
    ['what a form sends', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['a form with files', 'multipart/form-data; boundary=a'],
    ['no type, such as a beacon', ''],
    ['JSON as a parameter', 'text/plain; application/json'],
    ['two types', 'application/json, text/plain'],
    ['another JSON', 'text/json'],
    ['a longer name', 'application/jsonp'],
  ])('rejects %s: %s', async (_, type) => {
    expect(await ask({ 'content-type': type })).toMatchObject({
      response: { status: 415, body: { title: 'The body must be JSON', effect: 'none' } },
      asked: 0,
      sent: 0,
    })
  })

  test('a call without a body needs no content type', async () => {
    const { response } = await ask({ 'content-type': '' }, { method: 'DELETE', url: '/v3/users/1' })
    expect(response.status).toBe(200)
  })
})
