import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { nodeFetch } from './node-fetch.ts'
import { rejection, serve, serveSockets } from './test-servers.ts'

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

function cut(head: string, body: string) {
  return serveSockets((socket) => {
    socket.once('data', () => {
      socket.write(`HTTP/1.1 201 Created\r\n${head}\r\n\r\n${body}`)
      setTimeout(() => socket.destroy(), 30)
    })
  })
}

describe('the body of a response', () => {
  it.each([
    ['uncompressed', {}, Buffer.alloc(30_000_000, ' ')],
    ['compressed with gzip', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(30_000_000, ' '))],
    ['compressed with brotli', { 'content-encoding': 'br' }, brotliCompressSync(Buffer.alloc(30_000_000, ' '))],
  ])('that is larger than 10,000,000 bytes rejects: %s', async (_, headers, body) => {
    const url = await serve((_request, response) => void response.writeHead(200, headers).end(body))
    const response = await nodeFetch()(url)
    const error = await rejection(response.text())
    expect(error).toMatchObject({
      message: 'terminated',
      cause: { message: expect.stringContaining('larger than 10') },
    })
  })

  it.each([
    ['by length', 'Content-Length: 100', '{"messageId":"1"}'],
    ['by chunks', 'Transfer-Encoding: chunked', '11\r\n{"messageId":"1"}\r\n'],
  ])('rejects as a whole when it is cut off, with its length given %s', async (_, head, body) => {
    const response = await nodeFetch()(await cut(head, body), { method: 'POST', body: '{}' })
    expect(response.status).toBe(201)
    const error = await rejection(response.text())
    expect(error).toBeInstanceOf(TypeError)
    expect(error.cause).toMatchObject({ code: 'ECONNRESET', message: 'aborted' })
  })

  it('rejects when it was cut off before it is read, without an unhandled rejection', async () => {
    const response = await nodeFetch()(await cut('Content-Length: 100', '{'))
    await later(80)
    expect((await rejection(response.json())).cause).toMatchObject({ code: 'ECONNRESET' })
  })

  it('rejects when its chunks are malformed', async () => {
    const response = await nodeFetch()(await cut('Transfer-Encoding: chunked', 'zz\r\n'))
    expect((await rejection(response.text())).cause?.code).toMatch(/^HPE_/)
  })

  it('does not hold its socket when it is not read', async () => {
    const origin = await serve((_, response) => void response.end('unread'))
    const fetchOnNode = nodeFetch({ maxSockets: 1 })
    for (let call = 0; call < 3; call++) expect((await fetchOnNode(origin)).status).toBe(200)
  })

  it('is complete when it is large and read late', async () => {
    const size = 5_000_000
    const origin = await serve((_, response) => void response.end('x'.repeat(size)))
    const response = await nodeFetch()(origin)
    await later(50)
    expect((await response.text()).length).toBe(size)
  })

  it('frees its socket when it is large and cancelled', async () => {
    const origin = await serve(
      (request, response) => void response.end(request.url === '/' ? 'x'.repeat(5_000_000) : 'small'),
    )
    const fetchOnNode = nodeFetch({ maxSockets: 1 })
    const response = await fetchOnNode(origin)
    await response.body?.cancel()
    expect(response.bodyUsed).toBe(true)
    expect(await (await fetchOnNode(`${origin}/small`)).text()).toBe('small')
  })

  it('can be used as a stream', async () => {
    const origin = await serve((_, response) => void response.end('streamed'))
    const fetchOnNode = nodeFetch()
    const reader = (await fetchOnNode(origin)).body!.getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('streamed')
    expect((await reader.read()).done).toBe(true)
    const texts: string[] = []
    const iterable = (await fetchOnNode(origin)).body as unknown as AsyncIterable<Uint8Array>
    for await (const chunk of iterable) texts.push(new TextDecoder().decode(chunk))
    expect(texts.join('')).toBe('streamed')
    expect(await new Response((await fetchOnNode(origin)).body!.pipeThrough(new TransformStream())).text()).toBe(
      'streamed',
    )
  })
})
