import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { nodeFetch } from './node-fetch.ts'
import { rejection, serve } from './test-servers.ts'

const fetchOnNode = nodeFetch()

describe('a response', () => {
  it('has the status, headers and body that the server sent', async () => {
    const origin = await serve((_, response) => {
      response.writeHead(422, 'Not So', [
        ['Content-Type', 'application/json'],
        ['X-Many', 'a'],
        ['x-many', 'b'],
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ])
      response.end('{"error":"no"}')
    })
    const response = await fetchOnNode(`${origin}/path`)
    const { status, statusText, ok, url, redirected } = response
    expect({ status, statusText, ok, url, redirected }).toEqual({
      status: 422,
      statusText: 'Not So',
      ok: false,
      url: `${origin}/path`,
      redirected: false,
    })
    expect(response.headers.get('content-TYPE')).toBe('application/json')
    expect(response.headers.get('x-many')).toBe('a, b')
    expect(response.headers.get('retry-after')).toBeNull()
    expect(response.headers.has('X-MANY')).toBe(true)
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'x-many': 'a, b', 'content-type': 'application/json' })
    expect([...new Headers(response.headers)]).toEqual([...response.headers])
    const visited: string[] = []
    response.headers.forEach((value, name) => visited.push(`${name}: ${value}`))
    expect(visited).toContain('x-many: a, b')
    expect(response.bodyUsed).toBe(false)
    expect(await response.json()).toEqual({ error: 'no' })
    expect(response.bodyUsed).toBe(true)
  })

  it('can be read only once', async () => {
    const response = await fetchOnNode(await serve((_, outgoing) => void outgoing.end('once')))
    expect(await response.text()).toBe('once')
    expect(await rejection(response.text())).toBeInstanceOf(TypeError)
  })

  it.each([204, 205, 304])('has no body with status %i', async (status) => {
    const response = await fetchOnNode(await serve((_, outgoing) => void outgoing.writeHead(status).end()))
    expect(response.body).toBeNull()
    expect(await response.text()).toBe('')
    expect(await response.text()).toBe('')
  })

  it('has no body after a HEAD request', async () => {
    const origin = await serve((_, outgoing) => void outgoing.writeHead(200, { 'content-length': 7 }).end())
    const response = await fetchOnNode(origin, { method: 'HEAD' })
    expect(response.body).toBeNull()
    expect(response.headers.get('content-length')).toBe('7')
  })

  it('returns a redirect, or rejects it with redirect: error', async () => {
    const origin = await serve((_, outgoing) => void outgoing.writeHead(307, { location: '/elsewhere' }).end('gone'))
    const response = await fetchOnNode(origin, { redirect: 'manual' })
    expect([response.status, response.headers.get('location'), await response.text()]).toEqual([
      307,
      '/elsewhere',
      'gone',
    ])
    expect(await rejection(fetchOnNode(origin, { redirect: 'error' }))).toBeInstanceOf(TypeError)
  })

  it('decodes a character that is split between two chunks', async () => {
    const bytes = Buffer.from('{"text":"привет 👋 世界"}')
    const origin = await serve(async (_, outgoing) => {
      for (const byte of bytes) {
        outgoing.write(Buffer.of(byte))
        await new Promise((resolve) => setImmediate(resolve))
      }
      outgoing.end()
    })
    expect(await (await fetchOnNode(origin)).json()).toEqual({ text: 'привет 👋 世界' })
  })

  it('decodes invalid UTF-8 and a byte order mark as fetch does', async () => {
    const origin = await serve((_, outgoing) => void outgoing.end(Buffer.of(0xef, 0xbb, 0xbf, 0x61, 0xff, 0x62)))
    expect(await (await fetchOnNode(origin)).text()).toBe(await (await fetch(origin)).text())
  })

  it('returns its bytes in their own buffer', async () => {
    const origin = await serve((_, outgoing) => void outgoing.end('abc'))
    const buffer = await (await fetchOnNode(origin)).arrayBuffer()
    expect(buffer).toBeInstanceOf(ArrayBuffer)
    expect(buffer.byteLength).toBe(3)
  })

  it.each([
    ['gzip', gzipSync('{"a":1}')],
    ['br', brotliCompressSync('{"a":1}')],
  ])('decompresses a body with content-encoding %s', async (encoding, bytes) => {
    const origin = await serve(
      (_, outgoing) => void outgoing.writeHead(200, { 'content-encoding': encoding }).end(bytes),
    )
    expect(await (await fetchOnNode(origin)).json()).toEqual({ a: 1 })
  })

  it.each(['zstd', 'gzip, gzip'])('rejects the unsupported content-encoding %s', async (encoding) => {
    const origin = await serve(
      (_, outgoing) => void outgoing.writeHead(400, { 'content-encoding': encoding }).end('bytes'),
    )
    expect(await rejection((await fetchOnNode(origin)).text())).toMatchObject({ message: 'terminated' })
  })

  it('rejects a compressed body that is corrupt', async () => {
    const bytes = gzipSync('{"a":1}').subarray(0, 12)
    const origin = await serve((_, outgoing) => void outgoing.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes))
    expect(await rejection((await fetchOnNode(origin)).text())).toMatchObject({ message: 'terminated' })
  })
})
