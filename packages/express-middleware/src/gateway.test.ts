import { createGateway, createWazzup } from '@wazzup-kit/core'
import { createEmulator } from '@wazzup-kit/emulator'
import express from 'express'
import express4 from 'express-4'
import { once } from 'node:events'
import { createServer, connect } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { request, type IncomingMessage, type RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { handler, type HandlerOptions } from './handler.ts'
import { serve } from './test-servers.ts'

const emulator = createEmulator()
const gateway = createGateway<'channels.list' | 'users.get', IncomingMessage>({
  wazzup: createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch }),
  allow: ['channels.list', 'users.get'],
  authorize: ({ input }) => input,
})

/** Asks for a target as it is written: `fetch` would tidy it up. */
async function ask(listener: RequestListener, path: string, headers: Record<string, string> = {}): Promise<number> {
  const { port } = await serve(listener)
  const outgoing = request({ host: '127.0.0.1', port, path, headers })
  outgoing.end()
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  incoming.resume()
  return incoming.statusCode!
}

describe.each([
  { name: 'Express 4', framework: express4 as unknown as typeof express },
  { name: 'Express 5', framework: express },
])('on $name', ({ framework }) => {
  /** An app with a guard on exactly one call, as people put it. */
  function createApp(options?: HandlerOptions) {
    const app = framework()
    app.use('/api/wazzup/v3/channels', (_request, response) => void response.status(418).end())
    app.use('/api/wazzup', handler(gateway, options))
    app.use((_request, response) => void response.status(410).end())
    return app
  }

  it.each([
    '/api/wazzup/x/v3/channels',
    '/api/wazzup/v3/x/v3/channels',
    '/api/wazzup//v3/channels',
    '/api/wazzup/v3//channels',
    '/api/wazzup/v3/%63hannels',
    '/api/wazzup/%2e/v3/channels',
    '/api/wazzup/v3%2Fchannels',
    '/api/wazzup/./v3/channels',
    '/api/wazzup/v3/channels;a=1',
    '/api/wazzup/;/v3/channels',
    '/api/wazzup/#/v3/channels',
    '/api/wazzup/?/v3/channels',
    '/api/wazzup\\v3\\channels',
  ])('a guard on the path of a call is not passed by %s', async (path) => {
    expect([404, 410, 418]).toContain(await ask(createApp(), path))
  })

  it('the guard itself stands, whatever the capitals, the slash at the end and the form of the target', async () => {
    for (const path of [
      '/api/wazzup/v3/channels',
      '/API/wazzup/v3/channels',
      '/api/wazzup/V3/channels/',
      'http://a.example/api/wazzup/v3/channels',
    ]) {
      expect([path, await ask(createApp(), path)]).toEqual([path, 418])
    }
  })

  it('the call is served below the mount point, of an app in an app too', async () => {
    const app = framework().use('/api', framework().use('/wazzup', handler(gateway)))
    expect(await ask(app, '/api/wazzup/v3/channels')).toBe(200)
    expect(await ask(app, '/api/wazzup/v3/channels?')).toBe(200)
    expect(await ask(app, 'http://a.example/api/wazzup/v3/channels')).toBe(200)
    expect(await ask(app, '/api/wazzup/api/wazzup/v3/channels')).toBe(404)
  })

  it('a guard that compares the path is not passed by other capitals of the mount point', async () => {
    const app = framework()
    app.use((request, response, next) => {
      if (request.path === '/api/wazzup/v3/channels') response.status(418).end()
      else next()
    })
    app.use('/api/wazzup', handler(gateway))
    expect(await ask(app, '/api/wazzup/v3/channels')).toBe(418)
    for (const path of [
      '/API/wazzup/v3/channels',
      '/api/wazzuP/v3/channels',
      'http://a.example/Api/wazzup/v3/channels',
    ])
      expect([path, await ask(app, path)]).toEqual([path, 404])
  })

  it('a parameter of the mount point keeps its capitals', async () => {
    const app = framework().use('/of/:tenant/wazzup', handler(gateway))
    for (const tenant of ['Acme', 'ACME', '%D0%9C%D0%B8%D1%80', 'A%2FB', '100%25'])
      expect([tenant, await ask(app, `/of/${tenant}/wazzup/v3/channels`)]).toEqual([tenant, 200])
    expect(await ask(app, '/of/Acme/Wazzup/v3/channels')).toBe(404)
  })

  it('a mount point with capitals is named', async () => {
    const app = framework().use('/Desk', handler(gateway, { path: '/Desk' }))
    expect(await ask(app, '/Desk/v3/channels')).toBe(200)
    expect(await ask(app, '/desk/v3/channels')).toBe(404)
  })

  it('with a path the whole address is compared, capitals included', async () => {
    const app = framework().use('/api/wazzup', handler(gateway, { path: '/api/wazzup' }))
    expect(await ask(app, '/api/wazzup/v3/channels')).toBe(200)
    expect(await ask(app, '/API/wazzup/v3/channels')).toBe(404)
  })

  it('a handler of a single route is told its path', async () => {
    const app = framework()
    app.all('/api/wazzup/v3/channels', handler(gateway, { path: '/api/wazzup' }))
    expect(await ask(app, '/api/wazzup/v3/channels')).toBe(200)
  })

  it('the origin of a page is compared with the host', async () => {
    const app = framework().use(handler(gateway))
    const headers = { host: 'desk.example', origin: 'http://desk.example' }
    expect(await ask(app, '/v3/channels', headers)).toBe(200)
    expect(await ask(app, '/v3/channels', { ...headers, origin: 'http://desk.example:8080' })).toBe(403)
    // Whoever can set it can set anything; a proxy is named by `origins` instead.
    const forwarded = { ...headers, origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' }
    expect(await ask(app, '/v3/channels', forwarded)).toBe(403)
  })
})

describe('without Express', () => {
  it('the path in front of a call is that of the handler', async () => {
    const listener = handler(gateway, { path: '/api/wazzup' })
    expect(await ask(listener, '/api/wazzup/v3/channels')).toBe(200)
    for (const path of [
      '/v3/channels',
      '/x/api/wazzup/v3/channels',
      '/api/wazzup/x/v3/channels',
      '//api/wazzup/v3/channels',
    ]) {
      expect([path, await ask(listener, path)]).toEqual([path, 404])
    }
    expect(await ask(handler(gateway), '/v3/channels')).toBe(200)
    expect(await ask(handler(gateway), '/api/wazzup/v3/channels')).toBe(404)
  })

  it('over HTTP/2 the host is known by its other name', async () => {
    const handle = handler(gateway)
    const server = createServer((incoming, outgoing) => handle(incoming as never, outgoing as never))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const session = connect(`http://127.0.0.1:${port}`)
    const statusOf = async (origin: string) => {
      const stream = session.request({ ':path': '/v3/channels', origin })
      const [headers] = (await once(stream, 'response')) as [{ ':status': number }]
      stream.resume()
      await once(stream, 'close')
      return headers[':status']
    }
    expect(await statusOf(`http://127.0.0.1:${port}`)).toBe(200)
    expect(await statusOf('http://127.0.0.1:1')).toBe(403)
    session.close()
    server.close()
  })
})
