import { createGateway, createWazzup } from '@wazzup-kit/core'
import { createEmulator } from '@wazzup-kit/emulator'
import express from 'express'
import express4 from 'express-4'
import { once } from 'node:events'
import { createServer, connect } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { request, type IncomingMessage, type RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { handler, type HandlerOptions } from './index.ts'
import { serve } from './test-servers.ts'

const emulator = createEmulator()
const gateway = createGateway<'channels.list' | 'users.get', IncomingMessage>({
  wazzup: createWazzup({ apiKey: emulator.keys.apiKey, fetch: emulator.fetch }),
  allow: ['channels.list', 'users.get'],
  authorize: ({ input }) => input,
})

/** Requests a target exactly as it is written, because `fetch` would normalize it. Returns the status. */
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
  /** Creates an app with a guard on the path of one call. */
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
  ])('a guard on the path of a call cannot be bypassed with %s', async (path) => {
    expect([404, 410, 418]).toContain(await ask(createApp(), path))
  })

  it('a guard on the path of a call applies with capitals, a trailing slash and an absolute target', async () => {
    for (const path of [
      '/api/wazzup/v3/channels',
      '/API/wazzup/v3/channels',
      '/api/wazzup/V3/channels/',
      'http://a.example/api/wazzup/v3/channels',
    ]) {
      expect([path, await ask(createApp(), path)]).toEqual([path, 418])
    }
  })

  it('serves a call below the mount point, also in an app inside another app', async () => {
    const app = framework().use('/api', framework().use('/wazzup', handler(gateway)))
    expect(await ask(app, '/api/wazzup/v3/channels')).toBe(200)
    expect(await ask(app, '/api/wazzup/v3/channels?')).toBe(200)
    expect(await ask(app, 'http://a.example/api/wazzup/v3/channels')).toBe(200)
    expect(await ask(app, '/api/wazzup/api/wazzup/v3/channels')).toBe(404)
  })

  it('a guard that compares the path cannot be bypassed with capitals in the mount point', async () => {
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

  it('the value of a parameter in the mount point may have capitals', async () => {
    const app = framework().use('/of/:tenant/wazzup', handler(gateway))
    for (const tenant of ['Acme', 'ACME', '%D0%9C%D0%B8%D1%80', 'A%2FB', '100%25'])
      expect([tenant, await ask(app, `/of/${tenant}/wazzup/v3/channels`)]).toEqual([tenant, 200])
    expect(await ask(app, '/of/Acme/Wazzup/v3/channels')).toBe(404)
  })

  it('a part of the mount point that equals the value of a parameter may not have capitals', async () => {
    const app = framework().use('/:tenant/desk', handler(gateway))
    expect(await ask(app, '/DESK/DESK/v3/channels')).toBe(404)
    expect(await ask(app, '/DESK/desk/v3/channels')).toBe(200)
    expect(await ask(app, '/desk/desk/v3/channels')).toBe(200)
  })

  it('the path option allows a mount point with capitals', async () => {
    const app = framework().use('/Desk', handler(gateway, { path: '/Desk' }))
    expect(await ask(app, '/Desk/v3/channels')).toBe(200)
    expect(await ask(app, '/desk/v3/channels')).toBe(404)
  })

  it('the path option is compared with the whole address, case-sensitively', async () => {
    const app = framework().use('/api/wazzup', handler(gateway, { path: '/api/wazzup' }))
    expect(await ask(app, '/api/wazzup/v3/channels')).toBe(200)
    expect(await ask(app, '/API/wazzup/v3/channels')).toBe(404)
  })

  it('the path option makes a handler work on a single route', async () => {
    const app = framework()
    app.all('/api/wazzup/v3/channels', handler(gateway, { path: '/api/wazzup' }))
    expect(await ask(app, '/api/wazzup/v3/channels')).toBe(200)
  })

  it('compares the Origin header with the Host header', async () => {
    const app = framework().use(handler(gateway))
    const headers = { host: 'desk.example', origin: 'http://desk.example' }
    expect(await ask(app, '/v3/channels', headers)).toBe(200)
    expect(await ask(app, '/v3/channels', { ...headers, origin: 'http://desk.example:8080' })).toBe(403)
    // A caller could forge this header. An app behind a proxy lists its origin in `origins` instead.
    const forwarded = { ...headers, origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' }
    expect(await ask(app, '/v3/channels', forwarded)).toBe(403)
  })
})

describe('without Express', () => {
  it('serves calls only directly below the path option', async () => {
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

  it('takes the host from :authority over HTTP/2', async () => {
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
