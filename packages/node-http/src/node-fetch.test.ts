import { createFetch } from 'ofetch'
import { describe, expect, it } from 'vitest'
import { nodeFetch } from './node-fetch.ts'
import { bodyOf, serve } from './test-servers.ts'

describe('ofetch on nodeFetch', () => {
  const request = createFetch({ fetch: nodeFetch() })

  it('sends and reads JSON', async () => {
    const origin = await serve(async (incoming, response) => {
      const { method, url, headers } = incoming
      response.writeHead(201, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify({ method, url, type: headers['content-type'], body: JSON.parse(await bodyOf(incoming)) }),
      )
    })
    const result = await request('/v3/message', {
      baseURL: origin,
      method: 'POST',
      query: { a: 1 },
      body: { text: 'привет' },
    })
    expect(result).toEqual({
      method: 'POST',
      url: '/v3/message?a=1',
      type: 'application/json',
      body: { text: 'привет' },
    })
  })

  it('throws the error of ofetch for a 4xx', async () => {
    const origin = await serve((_, response) => {
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"INVALID"}')
    })
    await expect(request(origin, { retry: 0 })).rejects.toMatchObject({ status: 400, data: { error: 'INVALID' } })
  })

  it('reads a raw response, an empty response and a text', async () => {
    const origin = await serve((incoming, response) => {
      if (incoming.url === '/empty') response.writeHead(204).end()
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')
    })
    const raw = await request.raw(origin, { responseType: 'text' })
    expect([raw.status, raw._data]).toEqual([200, '<p>'])
    expect(await request(`${origin}/empty`)).toBeUndefined()
  })

  it('passes its signal to nodeFetch', async () => {
    const origin = await serve(() => {})
    await expect(request(origin, { retry: 0, timeout: 30 })).rejects.toThrow(/aborted|timeout/i)
  })
})
