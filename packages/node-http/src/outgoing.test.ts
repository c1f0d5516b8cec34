import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { nodeFetch } from './node-fetch.ts'
import { bodyOf, rejection, serve } from './test-servers.ts'

const fetchOnNode = nodeFetch()

function echo() {
  return serve(async (request, response) => {
    const { method, url, headers } = request
    response.end(JSON.stringify({ method, url, headers, body: await bodyOf(request) }))
  })
}

async function sent(init?: RequestInit, path = '/') {
  const response = await fetchOnNode((await echo()) + path, init)
  return (await response.json()) as { method: string; url: string; headers: Record<string, string>; body: string }
}

describe('the sent request', () => {
  it('is a GET with the defaults of fetch', async () => {
    const { method, url, headers, body } = await sent(undefined, '/v3/contacts?offset=100&q=%20#part')
    expect({ method, url, body }).toEqual({ method: 'GET', url: '/v3/contacts?offset=100&q=%20', body: '' })
    expect(headers).toMatchObject({ accept: '*/*', 'user-agent': 'node' })
    expect(headers['content-type']).toBeUndefined()
  })

  it('has a text body with its length in bytes', async () => {
    const { method, headers, body } = await sent({ method: 'post', body: 'привет, 世界' })
    expect({ method, body }).toEqual({ method: 'POST', body: 'привет, 世界' })
    expect(headers).toMatchObject({ 'content-length': '20', 'content-type': 'text/plain;charset=UTF-8' })
    expect(headers['transfer-encoding']).toBeUndefined()
  })

  it('has a body of bytes', async () => {
    const { headers, body } = await sent({ method: 'PATCH', body: new TextEncoder().encode('{"a":"ё"}').subarray(1) })
    expect(body).toBe('"a":"ё"}')
    expect(headers['content-type']).toBeUndefined()
  })

  it('has content-length 0 for a POST without a body', async () => {
    const { headers } = await sent({ method: 'POST' })
    expect(headers['content-length']).toBe('0')
  })

  it.each([
    ['a plain object', { Authorization: 'Bearer k', 'X-Two': 'a, b' }],
    [
      'entries',
      [
        ['Authorization', 'Bearer k'],
        ['x-two', 'a'],
        ['X-TWO', 'b'],
      ] as [string, string][],
    ],
    [
      'Headers',
      new Headers([
        ['Authorization', 'Bearer k'],
        ['X-Two', 'a'],
        ['X-Two', 'b'],
      ]),
    ],
    [
      'a Map',
      new Map([
        ['authorization', 'Bearer k'],
        ['x-two', ' a, b '],
      ]) as unknown as HeadersInit,
    ],
  ])('carries headers given as %s', async (_, headers) => {
    expect((await sent({ headers })).headers).toMatchObject({ authorization: 'Bearer k', 'x-two': 'a, b' })
  })

  it('has the length of its body, even with a wrong content-length in the headers', async () => {
    const headers = { 'Content-Length': '3', 'transfer-encoding': 'chunked' }
    expect((await sent({ method: 'POST', headers, body: 'hello' })).body).toBe('hello')
  })

  it('goes to the given address, also after a call to another address', async () => {
    const origin = await echo()
    for (const path of ['/a', '/a', '/b', '/a']) {
      expect(await (await fetchOnNode(origin + path)).json()).toMatchObject({ url: path })
    }
  })

  it('accepts a URL object as its address', async () => {
    const response = await fetchOnNode(new URL('/here', await echo()))
    expect(await response.json()).toMatchObject({ url: '/here' })
  })
})

describe('a request that cannot be sent', () => {
  it.each([
    ['a GET with a body', 'http://127.0.0.1:9/', { body: 'x' }],
    ['a form', 'http://127.0.0.1:9/', { method: 'POST', body: new URLSearchParams('a=b') }],
    ['a user and password in the address', 'http://user:the-key@127.0.0.1:9/', {}],
    ['an address without an origin', '/v3/the-key', {}],
    ['another scheme', 'ftp://127.0.0.1/', {}],
    ['a header with a line break', 'http://127.0.0.1:9/', { headers: { a: 'b\r\nc: d' } }],
    ['a Request', new Request('http://127.0.0.1:9/') as unknown as string, {}],
  ])('rejects with a TypeError: %s', async (_, address, init) => {
    const error = await rejection(fetchOnNode(address, init))
    expect(error).toBeInstanceOf(TypeError)
    expect(inspect(error)).not.toContain('the-key')
  })
})
