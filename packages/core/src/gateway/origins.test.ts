import { describe, expect, test } from 'vitest'
import { readResponse } from '../../test/read-response.ts'
import { json, scriptedFetch } from '../../test/scripted-fetch.ts'
import { createGateway, createWazzup } from '../index.ts'

// A browser sends the operator's cookie with requests of any page, so the origin of the page must be checked.

const message = { channelId: 'c', chatType: 'whatsapp', chatId: '7', text: 'hi' } as const
const listed = 'https://desk.example'

/** Sends a request with these headers to a gateway. Returns the response and the numbers of authorize calls and sent calls. */
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
    ['with Origin: null', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['without an Origin header, such as an image request', { 'sec-fetch-site': 'cross-site' }],
    ['in a browser without Sec-Fetch-Site', { origin: 'https://evil.example' }],
    ['on another port, without Sec-Fetch-Site', { origin: 'https://app.example:8443' }],
    ['with Origin: null, without Sec-Fetch-Site', { origin: 'null' }],
    ['whose host begins with the same name', { origin: 'https://app.example.evil.example' }],
    ['whose host ends with the same name', { origin: 'https://evil-app.example' }],
    ['with the host as user name', { origin: 'https://app.example@evil.example' }],
    [
      'whose Origin matches, but with Sec-Fetch-Site: cross-site',
      { origin: 'https://app.example', 'sec-fetch-site': 'cross-site' },
    ],
    ['with an unknown Sec-Fetch-Site', { origin: 'https://app.example', 'sec-fetch-site': 'future' }],
    [
      'whose host begins with a listed host',
      { origin: 'https://desk.example.evil.example', 'sec-fetch-site': 'cross-site' },
    ],
    ['with a listed host, but without TLS', { origin: 'http://desk.example', 'sec-fetch-site': 'cross-site' }],
    ['with an invalid Host header', { origin: 'https://app.example', host: 'a b' }],
  ])('%s is rejected before authorize is called', async (_, headers) => {
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

test.each<[string, Record<string, string | string[]>]>([
  ['two origins', { origin: [listed, 'https://evil.example'] }],
  ['two origins, of which one is its own', { origin: ['https://app.example', 'https://evil.example'] }],
  ['the same origin twice', { origin: ['https://app.example', 'https://app.example'] }],
  ['no origin', { origin: [] }],
  ['two values of Sec-Fetch-Site', { 'sec-fetch-site': ['same-origin', 'cross-site'] }],
  ['two hosts', { origin: 'https://app.example', host: ['app.example', 'evil.example'] }],
])('a request whose headers name %s is rejected', async (_, given) => {
  const { fetch, requests } = scriptedFetch(json(200, []))
  const gateway = createGateway({
    wazzup: createWazzup({ apiKey: 'key', fetch }),
    allow: ['channels.list'],
    origins: [listed],
    authorize: ({ input }) => input,
  })
  const headers = { host: 'app.example', ...given }
  const request = { method: 'GET', url: '/v3/channels', headers, body: undefined, request: undefined }
  expect((await gateway.receive(request)).status).toBe(403)
  expect(requests).toEqual([])
})

describe('accepts without listed origins', () => {
  test.each<[string, Record<string, string>]>([
    ['a page of the same origin', { origin: 'https://app.example', 'sec-fetch-site': 'same-origin' }],
    [
      'a page of the same origin behind a proxy that changes Host',
      { 'sec-fetch-site': 'same-origin', host: '10.0.0.7:3000' },
    ],
    ['a user who types the address', { 'sec-fetch-site': 'none' }],
    ['a browser without Sec-Fetch-Site', { origin: 'https://app.example' }],
    [
      'a page of the same origin when Host contains the default port',
      { origin: 'https://app.example', host: 'app.example:443' },
    ],
    [
      'a page of the same origin behind a proxy that terminates TLS',
      { origin: 'https://app.example', host: 'App.Example' },
    ],
    ['a page of the same origin on a port', { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }],
    ['a page of the same origin on IPv6', { origin: 'http://[::1]:3000', host: '[::1]:3000' }],
    ['a client that is not a browser', {}],
  ])('%s', async (_, headers) => {
    for (const origins of [[], [listed]]) {
      expect(await ask(headers, { origins })).toMatchObject({ response: { status: 201 }, asked: 1, sent: 1 })
    }
  })

  test('a page whose origin is the host of the absolute address, when there is no Host header', async () => {
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

  test('and sends no CORS headers', async () => {
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

  test('may call with cookies, and can read each response, including rejections', async () => {
    const headers = { origin: listed, 'sec-fetch-site': 'cross-site' }
    expect((await ask(headers)).response).toMatchObject({ status: 201, headers: cors })
    expect((await ask(headers, { url: '/v3/nothing' })).response).toMatchObject({ status: 404, headers: cors })
    expect((await ask({ ...headers, 'content-type': 'text/plain' })).response).toMatchObject({
      status: 415,
      headers: { ...cors, 'content-type': 'application/problem+json' },
    })
  })

  test('may have the scheme of a mobile app', async () => {
    const headers = { origin: 'capacitor://localhost', 'sec-fetch-site': 'cross-site' }
    expect((await ask(headers, { origins: ['capacitor://localhost'] })).response.status).toBe(201)
    expect((await ask(headers)).response.status).toBe(403)
  })

  test('causes Vary: Origin in responses to other origins too', async () => {
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
    ['without a requested method', { origin: listed }, 405],
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
    ['text of a form', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['a form with files', 'multipart/form-data; boundary=a'],
    ['no type, such as a beacon', ''],
    ['JSON as a parameter', 'text/plain; application/json'],
    ['two types', 'application/json, text/plain'],
    ['a type that is not a JSON type', 'text/json'],
    ['a longer type', 'application/jsonp'],
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
