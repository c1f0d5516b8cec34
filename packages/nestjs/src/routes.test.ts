import {
  Controller,
  Get,
  RequestMethod,
  SetMetadata,
  Version,
  VERSION_NEUTRAL,
  VersioningType,
  type INestApplication,
  type VersioningOptions,
} from '@nestjs/common'
import { RouterModule } from '@nestjs/core'
import { createEmulator } from '@wazzup-kit/emulator'
import { describe, expect, test } from 'vitest'
import { platforms, startApp } from './test-apps.ts'
import { WazzupModule } from './wazzup.module.ts'

const client = { apiKey: 'key' }
const webhooks = { secret: 's3cret' }
const forRoot = () => WazzupModule.forRoot({ client, webhooks })
const forTenants = () => WazzupModule.forTenants({ resolve: () => ({ client, webhooks }), name: 'tenants' })

/** A controller of the app, which shows that its versions work. */
@Controller('other')
class Other {
  @Get()
  @Version('2')
  get(): string {
    return 'other'
  }
}

const versionings: { type: string; versioning: VersioningOptions; second: { path?: string; headers?: object } }[] = [
  { type: 'URI', versioning: { type: VersioningType.URI }, second: { path: '/v2' } },
  {
    type: 'header',
    versioning: { type: VersioningType.HEADER, header: 'X-Version' },
    second: { headers: { 'x-version': '2' } },
  },
  {
    type: 'media type',
    versioning: { type: VersioningType.MEDIA_TYPE, key: 'v=' },
    second: { headers: { accept: 'application/json;v=2' } },
  },
  {
    type: 'custom',
    versioning: {
      type: VersioningType.CUSTOM,
      extractor: (request) => (request as { headers: Record<string, string> }).headers['x-custom'] ?? '1',
    },
    second: { headers: { 'x-custom': '2' } },
  },
]

describe.each(platforms)('on $platform', (platform) => {
  describe.each(versionings)('with versions by $type', ({ type, versioning, second: { path = '', headers = {} } }) => {
    // Nest 11 on Fastify reads no version from headers for a route of all methods.
    const isIgnored = process.env.NEST_MAJOR === '11' && platform.platform === 'Fastify' && type !== 'URI'
    const withoutVersion = isIgnored ? 200 : 404
    const json = { 'content-type': 'application/json' }
    const apps: { defaults: string; options: VersioningOptions }[] = [
      { defaults: 'without a default version', options: versioning },
      { defaults: 'with a default version', options: { ...versioning, defaultVersion: '2' } },
      { defaults: 'with default versions', options: { ...versioning, defaultVersion: ['2', VERSION_NEUTRAL] } },
    ]

    test.each(apps)('$defaults, Wazzup needs no version', async ({ options }) => {
      const imports = [forRoot(), forTenants()]
      const prepare = (app: INestApplication) => app.setGlobalPrefix('api').enableVersioning(options)
      const { url, post } = await startApp(platform, { imports, controllers: [Other] }, { prepare })
      expect((await post('/api/wazzup?key=s3cret', { test: true })).status).toBe(200)
      expect((await post('/api/wazzup/acme?key=s3cret', { test: true })).status).toBe(200)
      const other = await fetch(`${url}/api${path}/other`, { headers: { ...headers } })
      expect([other.status, await other.text()]).toEqual([200, 'other'])
    })

    test('the option version puts the webhooks under a version', async () => {
      const resolve = () => ({ client, webhooks })
      const imports = [
        WazzupModule.forRoot({ client, webhooks, version: '2' }),
        WazzupModule.forTenants({ resolve, name: 'tenants', version: '2' }),
      ]
      const prepare = (app: INestApplication) => app.enableVersioning(versioning)
      const { post } = await startApp(platform, { imports }, { prepare })
      for (const route of ['/wazzup?key=s3cret', '/wazzup/acme?key=s3cret']) {
        expect((await post(`${path}${route}`, { test: true }, { ...json, ...headers })).status).toBe(200)
        expect((await post(route, { test: true })).status).toBe(withoutVersion)
      }
    })

    test('the gateway needs no version, unless gatewayVersion is given', async () => {
      const { keys, fetch: fetchWazzup } = createEmulator()
      const gateway = { allow: ['channels.list'], authorize: ({ input }: { input: object }) => input } as const
      const account = { client: { apiKey: keys.apiKey, fetch: fetchWazzup }, gateway }
      const imports = [
        WazzupModule.forRoot({ ...account, gatewayPath: 'api/wazzup' }),
        WazzupModule.forRoot({ ...account, name: 'new', gatewayPath: 'api/new', gatewayVersion: '2' }),
      ]
      const prepare = (app: INestApplication) => app.enableVersioning({ ...versioning, defaultVersion: '1' })
      const { url } = await startApp(platform, { imports }, { prepare })
      const statusOf = async (address: string, init?: RequestInit) => (await fetch(`${url}${address}`, init)).status
      expect(await statusOf('/api/wazzup/v3/channels')).toBe(200)
      expect(await statusOf(`${path}/api/new/v3/channels`, { headers: { ...headers } })).toBe(200)
      expect(await statusOf('/api/new/v3/channels')).toBe(withoutVersion)
    })
  })

  test.each([
    { what: 'a path', exclude: ['wazzup', 'wazzup/:tenant'] },
    { what: 'all methods', exclude: ['wazzup', 'wazzup/:tenant'].map((path) => ({ path, method: RequestMethod.ALL })) },
  ])('setGlobalPrefix can exclude the route by $what', async ({ exclude }) => {
    const { post } = await startApp(
      platform,
      { imports: [forRoot(), forTenants()] },
      { prepare: (app) => app.setGlobalPrefix('api', { exclude }) },
    )
    for (const route of ['/wazzup?key=s3cret', '/wazzup/acme?key=s3cret']) {
      expect((await post(route, { test: true })).status).toBe(200)
      expect((await post(`/api${route}`, { test: true })).status).toBe(404)
    }
  })

  test('RouterModule puts the routes of WazzupModule below its path', async () => {
    const router = RouterModule.register([{ path: 'crm', module: WazzupModule }])
    const { post } = await startApp(platform, { imports: [forRoot(), forTenants(), router] })
    expect((await post('/crm/wazzup?key=s3cret', { test: true })).status).toBe(200)
    expect((await post('/crm/wazzup/acme?key=s3cret', { test: true })).status).toBe(200)
    expect((await post('/wazzup?key=s3cret', { test: true })).status).toBe(404)
  })

  test('a decorator can bind the route to a host', async () => {
    const imports = [WazzupModule.forRoot({ client, webhooks, decorators: [SetMetadata('host', '127.0.0.1')] })]
    const { url, post } = await startApp(platform, { imports })
    expect((await post('/wazzup?key=s3cret', { test: true })).status).toBe(200)
    const byName = url.replace('127.0.0.1', 'localhost')
    const response = await fetch(`${byName}/wazzup?key=s3cret`, { method: 'POST', body: '{"test":true}' })
    expect(response.status).toBe(404)
  })
})
