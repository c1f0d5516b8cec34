import { createWebhooks } from '@wazzup-kit/core'
import { createServer, type RequestListener } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { handler, type HandlerOptions } from './index.ts'

const webhooks = createWebhooks({ secret: false })

describe('handler throws', () => {
  it.each<[string, unknown, RegExp]>([
    [
      'without a target',
      undefined,
      /^handler: target must be what createWebhooks or createGateway returns; got undefined$/,
    ],
    ['for null', null, /got null$/],
    ['for the options of webhooks', { secret: 'a' }, /got object$/],
    ['for a promise', Promise.resolve(webhooks), /got a promise: await it first$/],
  ])('%s', (_, target, message) => {
    expect(() => handler(target as never)).toThrow(message)
  })

  it.each<[string, unknown, RegExp]>([
    [
      'afterResponse without waitUntil',
      { runHandlers: 'afterResponse' },
      /^handler: waitUntil is missing: .*"cloudflare:workers".*"@vercel\/functions".*"next\/server"/,
    ],
    [
      'a context instead of waitUntil',
      { runHandlers: 'afterResponse', waitUntil: { waitUntil() {} } },
      /^handler: waitUntil must be a function; .*context\.waitUntil\(work\)$/,
    ],
    [
      'waitUntil without afterResponse',
      { waitUntil() {} },
      /^handler: waitUntil is used only with runHandlers: "afterResponse"$/,
    ],
    [
      'a misspelt runHandlers',
      { runHandlers: 'afterresponse' },
      /^handler: runHandlers must be "beforeResponse" or "afterResponse"$/,
    ],
    [
      'a misspelt option',
      { runHandler: 'afterResponse' },
      /^handler: runHandler is not one of runHandlers, waitUntil, path$/,
    ],
  ])('for %s', (_, options, message) => {
    expect(() => handler(webhooks, options as HandlerOptions)).toThrow(message)
  })
})

describe('the returned function', () => {
  const handle = handler(webhooks) as (...given: unknown[]) => Promise<Response>
  const node = { method: 'POST', url: '/', headers: { host: 'a' } }

  it.each<[string, unknown[], RegExp]>([
    ['nothing', [], /needs a Request .*Pass the Request that your host gives you\.$/],
    ['a text', ['https://a.example'], /Pass the Request/],
    [
      'the request and reply of Fastify',
      [{ ...node, raw: {} }, { raw: {} }],
      /use handler of "@wazzup-kit\/express-middleware"/,
    ],
    [
      'the context of Koa',
      [{ ...node, req: node, res: {} }, () => {}],
      /use handler of "@wazzup-kit\/express-middleware"/,
    ],
    ['the context of Hono', [{ req: { raw: {} }, env: {} }], /pass its Request, for example c\.req\.raw on Hono/],
  ])('rejects with the fix when it is called with %s', async (_, given, message) => {
    await expect(handle(...given)).rejects.toThrow(TypeError)
    await expect(handle(...given)).rejects.toThrow(message)
  })

  it('sends 500 with the fix on node:http, which would wait for a response', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    const server = createServer(handle as unknown as RequestListener).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: '{}' })
    const error = expect.stringContaining('use handler of "@wazzup-kit/express-middleware"')
    expect([response.status, await response.json()]).toEqual([500, { error }])
    expect(logged).toHaveBeenCalledWith(expect.objectContaining({ message: error }))
    logged.mockRestore()
    server.close()
    server.closeAllConnections()
  })
})

describe('a Request whose other properties cannot be read', () => {
  /** The request of a route on the edge runtime of Next.js. */
  class NextRequest extends Request {
    get request(): never {
      throw new Error('use the parameters of the function')
    }
    waitUntil(): never {
      throw new Error('use the parameters of the function')
    }
  }

  it('is served', async () => {
    const request = new NextRequest('https://bot.example.com/wazzup', { method: 'POST', body: '{"test":true}' })
    expect((await handler(webhooks)(request)).status).toBe(200)
  })
})
