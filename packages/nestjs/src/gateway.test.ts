import { Controller, Get, Logger, Post, Req, VersioningType } from '@nestjs/common'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { createWazzup, endpoints, type Endpoint } from '@wazzup-kit/core'
import { channelIds, createEmulator, type Emulator } from '@wazzup-kit/emulator'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { gatewayMethods } from './requests/target.controller.ts'
import { platforms, startApp, type Platform } from './test-apps.ts'
import { WazzupModule } from './wazzup.module.ts'
import type { WazzupOptions } from './wazzup.options.ts'

const clientOf = ({ keys, fetch }: Emulator): WazzupOptions['client'] => ({ apiKey: keys.apiKey, fetch })

describe.each(platforms)('the gateway on $platform', (platform) => {
  const gateway = {
    allow: ['channels.list', 'messages.send'],
    authorize: ({ input, request }: { input: object; request: unknown }) =>
      (request as { headers: Record<string, string> }).headers['x-operator'] === 'ann' ? input : (403 as const),
  } as const

  test('serves only the allowed calls', async () => {
    const emulator = createEmulator()
    const imports = [WazzupModule.forRoot({ client: clientOf(emulator), gatewayPath: 'api/wazzup', gateway })]
    const { url } = await startApp(platform, { imports }, { prepare: (app) => app.setGlobalPrefix('v1') })
    const baseUrl = `${url}/v1/api/wazzup`
    const asAnn = (url: string, init: RequestInit) => {
      const headers = new Headers(init.headers)
      headers.set('x-operator', 'ann')
      return fetch(url, { ...init, headers })
    }
    const browser = createWazzup({ baseUrl, fetch: asAnn, maxRetries: 0 })
    expect(await browser.channels.list()).toHaveLength(emulator.state.channels.size)
    const message = { channelId: channelIds.whatsapp, chatType: 'whatsapp', chatId: '79011112233', text: 'Hi' } as const
    await browser.messages.send(message)
    expect(emulator.ledger).toEqual([expect.objectContaining({ text: 'Hi' })])
    await expect(browser.users.list({})).rejects.toMatchObject({ status: 404 })
    await expect(createWazzup({ baseUrl, maxRetries: 0 }).channels.list()).rejects.toMatchObject({ status: 403 })

    const problem = await fetch(`${baseUrl}/v3/nothing`)
    expect(problem.headers.get('content-type')).toMatch(/^application\/problem\+json\b/)
    expect(await problem.json()).toMatchObject({ status: 404 })
  })

  test('finds its mount point behind a global prefix, a version and a parameter', async () => {
    const emulator = createEmulator()
    const imports = [
      WazzupModule.forRoot({
        client: clientOf(emulator),
        gatewayPath: 'of/:desk/wazzup',
        gatewayVersion: '2',
        gateway,
      }),
    ]
    const { url } = await startApp(
      platform,
      { imports },
      {
        prepare: (app) =>
          app.setGlobalPrefix('api').enableVersioning({ type: VersioningType.URI, defaultVersion: '2' }),
      },
    )
    const statusOf = async (path: string) => (await fetch(`${url}${path}`, { headers: { 'x-operator': 'ann' } })).status
    expect(await statusOf('/api/v2/of/first/wazzup/v3/channels')).toBe(200)
    expect(await statusOf('/api/v2/of/a%20b/wazzup/v3/channels?')).toBe(200)
    for (const path of [
      '/api/v2/of/first/wazzup/V3/channels',
      '/api/v2/of/first/wazzup/v3/channels/',
      '/API/v2/of/first/wazzup/v3/channels',
      '/api/v2/of/first/WAZZUP/v3/channels',
      '/api/v2/of/first/wazzup/x/v3/channels',
      '/api/v2/of/first/wazzup//v3/channels',
      '/api/v2/of/first/wazzup/v3/%63hannels',
      '/api/v2/of/first/wazzup/v3/x/v3/channels',
      '/v3/channels',
    ]) {
      expect([path, await statusOf(path)]).toEqual([path, 404])
    }
  })

  test('matches paths exactly, also with a lenient router', async () => {
    const emulator = createEmulator()
    const imports = [WazzupModule.forRoot({ client: clientOf(emulator), gatewayPath: 'api/wazzup', gateway })]
    const lenient: Platform =
      platform.platform === 'Fastify'
        ? {
            platform: 'Fastify' as const,
            adapter: () =>
              new FastifyAdapter({
                routerOptions: { caseSensitive: false, ignoreDuplicateSlashes: true, ignoreTrailingSlash: true },
              }),
          }
        : platform
    const { url } = await startApp(lenient, { imports })
    const statusOf = async (path: string) => (await fetch(`${url}${path}`, { headers: { 'x-operator': 'ann' } })).status
    expect(await statusOf('/api/wazzup/v3/channels')).toBe(200)
    for (const path of ['/api//wazzup/v3/channels', '/API/wazzup/v3/channels', '/api/wazzup/v3/channels/']) {
      expect([path, await statusOf(path)]).toEqual([path, 404])
    }
  })

  test('accepts requests only from its own origin and from listed origins', async () => {
    const emulator = createEmulator()
    const open = { ...gateway, origins: ['https://desk.example'] }
    const imports = [WazzupModule.forRoot({ client: clientOf(emulator), gatewayPath: 'api/wazzup', gateway: open })]
    const { url } = await startApp(platform, { imports })
    const ask = (headers: Record<string, string>, method = 'GET') =>
      fetch(`${url}/api/wazzup/v3/channels`, { method, headers: { 'x-operator': 'ann', ...headers } })
    expect((await ask({ origin: url })).status).toBe(200)
    expect((await ask({ origin: 'https://evil.example' })).status).toBe(403)
    const listed = await ask({ origin: 'https://desk.example' })
    expect([listed.status, listed.headers.get('access-control-allow-origin')]).toEqual([200, 'https://desk.example'])
    const preflight = await ask({ origin: 'https://desk.example', 'access-control-request-method': 'GET' }, 'OPTIONS')
    expect([preflight.status, preflight.headers.get('access-control-allow-credentials')]).toEqual([200, 'true'])
  })

  test('does not affect routes next to it', async () => {
    @Controller('api')
    class Beside {
      @Get('other')
      get(): string {
        return 'beside'
      }

      @Post('other')
      post(@Req() request: { body: unknown }): unknown {
        return request.body
      }
    }
    const imports = [WazzupModule.forRoot({ client: { apiKey: 'key' }, gatewayPath: 'api/wazzup', gateway })]
    const { url, post } = await startApp(platform, { imports, controllers: [Beside] })
    expect(await (await fetch(`${url}/api/other`)).text()).toBe('beside')
    const json = { 'content-type': 'application/json' }
    expect(await (await post('/api/other', { a: 1 }, json)).json()).toEqual({ a: 1 })
  })

  test('writes a fault of the app to the log of Nest, and not to the console', async () => {
    const [lines, printed] = [vi.spyOn(Logger.prototype, 'error'), vi.spyOn(console, 'error')]
    for (const spy of [lines, printed]) spy.mockImplementation(() => {})
    onTestFinished(() => void vi.restoreAllMocks())
    const authorize = () => Promise.reject(new Error('the sessions are away'))
    const failing = { ...gateway, authorize }
    const imports = [WazzupModule.forRoot({ client: { apiKey: 'key' }, gatewayPath: 'api/wazzup', gateway: failing })]
    const { url } = await startApp(platform, { imports })
    expect((await fetch(`${url}/api/wazzup/v3/channels`)).status).toBe(500)
    expect(lines.mock.calls).toEqual([['the gateway failed: Error: the sessions are away', expect.any(String)]])
    expect(printed).not.toHaveBeenCalled()
  })
})

test('each call matches a route of the gateway', () => {
  const patterns = Object.values(gatewayMethods('default')).map(
    (route) => new RegExp(`^/${route.replaceAll(/:\w+/g, '[^/]+')}$`),
  )
  const calls = Object.values(endpoints).flatMap((noun) => Object.values<Endpoint>(noun))
  expect(calls.length).toBeGreaterThan(20)
  const lost = calls.filter(({ key, path }) => key === 'api' && !patterns.some((pattern) => pattern.test(path)))
  expect(lost).toEqual([])
})
