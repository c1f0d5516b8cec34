import { Controller, Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import type { Message } from '@wazzup-kit/core'
import { channelIds, createEmulator } from '@wazzup-kit/emulator'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { OnWazzup, type WazzupContext } from '../handlers/on-wazzup.decorator.ts'
import { failureToStart, incoming, platforms, startApp } from '../test-apps.ts'
import { WazzupRegistry } from './wazzup-registry.service.ts'
import { WazzupModule } from '../wazzup.module.ts'
import type { TenantOptions } from '@wazzup-kit/core/tenants'
import type { WazzupTenantsOptions, WazzupTenantsOptionsFactory } from '../wazzup.options.ts'

afterEach(() => void vi.restoreAllMocks())

const [express] = platforms

/** Creates a directory of tenants that records each call of `resolve`. */
function createDirectory(tenants: Record<string, TenantOptions>) {
  const asked: string[] = []
  return {
    tenants,
    asked,
    async resolve(tenant: string): Promise<TenantOptions | undefined> {
      asked.push(tenant)
      if (tenant === 'broken') throw new Error('the database is away')
      return tenants[tenant]
    },
  }
}

const tenantOf = (secret: string): TenantOptions => ({ client: { apiKey: 'key' }, webhooks: { secret } })

@Injectable()
class Bot {
  readonly heard: string[] = []

  @OnWazzup('message')
  onMessage({ text }: Message, { tenant }: WazzupContext<'message'>): void {
    this.heard.push(`${tenant}: ${text}`)
  }
}

describe.each(platforms)('on $platform', (platform) => {
  test('each tenant has an address and a secret, and handlers get the tenant of an event', async () => {
    const { resolve } = createDirectory({ acme: tenantOf('a'), 'umbrella corp': tenantOf('b') })
    const imports = [WazzupModule.forTenants({ resolve })]
    const { app, post } = await startApp(platform, { imports, providers: [Bot] })
    expect((await post('/wazzup/acme?key=a', incoming('one'))).status).toBe(200)
    expect((await post('/wazzup/umbrella%20corp?key=b', incoming('two'))).status).toBe(200)
    expect((await post('/wazzup/acme?key=b', incoming('three'))).status).toBe(401)
    expect(app.get(Bot).heard).toEqual(['acme: one', 'umbrella corp: two'])
  })

  test('responds the same for an unknown tenant, a tenant without webhooks, and a wrong secret', async () => {
    const { resolve } = createDirectory({ acme: tenantOf('a'), sender: { client: { apiKey: 'key' } } })
    const { post } = await startApp(platform, { imports: [WazzupModule.forTenants({ resolve })] })
    const responses = await Promise.all(
      ['/wazzup/acme?key=x', '/wazzup/unknown?key=x', '/wazzup/sender?key=x', '/wazzup/unknown'].map(async (path) => {
        const response = await post(path, incoming('hello'))
        const headers = Object.fromEntries(response.headers)
        delete headers.date
        return { status: response.status, headers, body: await response.json() }
      }),
    )
    expect(responses[0]).toMatchObject({ status: 401, body: { error: expect.any(String) } })
    expect(responses.slice(1)).toEqual(Array.from({ length: 3 }, () => responses[0]))
  })

  test('uses the path option, and responds with 500 when resolve fails', async () => {
    const { resolve } = createDirectory({ acme: tenantOf('a') })
    const imports = [WazzupModule.forTenants({ resolve, path: 'accounts/:tenant/wazzup' })]
    const { post } = await startApp(platform, { imports })
    expect((await post('/accounts/acme/wazzup?key=a', { test: true })).status).toBe(200)
    expect((await post('/accounts/broken/wazzup?key=a', { test: true })).status).toBe(500)
  })
})

test('a handler replies with the client of its tenant', async () => {
  class Answering {
    @OnWazzup('message')
    async onMessage({ text }: Message, { reply }: WazzupContext<'message'>): Promise<void> {
      await reply({ text: `You said ${text}` })
    }
  }
  const [acme, other] = [createEmulator(), createEmulator()]
  const { resolve } = createDirectory({
    acme: { client: { apiKey: acme.keys.apiKey, fetch: acme.fetch }, webhooks: { secret: 'a' } },
    other: { client: { apiKey: other.keys.apiKey, fetch: other.fetch }, webhooks: { secret: 'b' } },
  })
  const imports = [WazzupModule.forTenants({ resolve })]
  const { post } = await startApp(express, { imports, providers: [Answering] })
  const delivery = incoming('hello') as { messages: { channelId: string }[] }
  delivery.messages[0]!.channelId = channelIds.whatsapp
  expect((await post('/wazzup/acme?key=a', delivery)).status).toBe(200)
  expect(acme.ledger).toEqual([expect.objectContaining({ text: 'You said hello' })])
  expect(other.ledger).toEqual([])
})

describe('the registry', () => {
  async function registryOf(options: WazzupTenantsOptions): Promise<WazzupRegistry> {
    const { app } = await startApp(express, { imports: [WazzupModule.forTenants(options)] })
    return app.get(WazzupRegistry)
  }

  test('resolves a tenant once, also for simultaneous calls', async () => {
    const directory = createDirectory({ acme: tenantOf('a') })
    const registry = await registryOf({ resolve: directory.resolve })
    const [first, second] = await Promise.all([registry.for('acme'), registry.for('acme')])
    expect(first).toBeDefined()
    expect(second).toBe(first)
    expect(await registry.for('acme')).toBe(first)
    expect(directory.asked).toEqual(['acme'])
  })

  test('caches neither unknown tenants nor failures', async () => {
    const directory = createDirectory({})
    const registry = await registryOf({ resolve: directory.resolve })
    expect(await registry.for('acme')).toBeUndefined()
    directory.tenants.acme = tenantOf('a')
    expect(await registry.for('acme')).toBeDefined()
    await expect(registry.for('broken')).rejects.toThrow('the database is away')
    await expect(registry.for('broken')).rejects.toThrow('the database is away')
    expect(directory.asked).toEqual(['acme', 'acme', 'broken', 'broken'])
  })

  test('resolves a tenant again after maxAge, and immediately after evict', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(5_000)
    const directory = createDirectory({ acme: tenantOf('a') })
    const registry = await registryOf({ resolve: directory.resolve, maxAge: 1_000 })
    const first = await registry.for('acme')
    now.mockReturnValue(5_999)
    expect(await registry.for('acme')).toBe(first)
    now.mockReturnValue(6_000)
    const second = await registry.for('acme')
    expect(second).not.toBe(first)
    registry.evict('acme')
    expect(await registry.for('acme')).not.toBe(second)
    expect(directory.asked).toHaveLength(3)
  })

  test('keeps the most recently used tenants', async () => {
    const directory = createDirectory({ a: tenantOf('a'), b: tenantOf('b'), c: tenantOf('c') })
    const registry = await registryOf({ resolve: directory.resolve, maxTenants: 2 })
    for (const tenant of ['a', 'b', 'a', 'c', 'a', 'b']) await registry.for(tenant)
    expect(directory.asked).toEqual(['a', 'b', 'c', 'b'])
  })

  test('binds all handlers, also for a tenant that is resolved before the app has started', async () => {
    @Injectable()
    class Early implements OnModuleInit {
      constructor(@Inject(WazzupRegistry) private readonly registry: WazzupRegistry) {}

      async onModuleInit(): Promise<void> {
        await this.registry.for('acme')
      }
    }
    const directory = createDirectory({ acme: tenantOf('a') })
    const providers = [
      Bot,
      Early,
      {
        provide: 'earlier',
        inject: [WazzupRegistry],
        useFactory: async (registry: WazzupRegistry) => registry.for('acme'),
      },
    ]
    const { app, post } = await startApp(express, {
      imports: [WazzupModule.forTenants({ resolve: directory.resolve })],
      providers,
    })
    await post('/wazzup/acme?key=a', incoming('hello'))
    expect(app.get(Bot).heard).toEqual(['acme: hello'])
    expect(directory.asked).toEqual(['acme'])
  })
})

describe('forTenantsAsync', () => {
  const directory = createDirectory({ acme: tenantOf('a') })
  class Options implements WazzupTenantsOptionsFactory {
    createWazzupTenantsOptions(): WazzupTenantsOptions {
      return { resolve: (tenant) => directory.resolve(tenant) }
    }
  }

  test.each([
    { way: 'useFactory', options: { useFactory: async () => new Options().createWazzupTenantsOptions() } },
    { way: 'useClass', options: { useClass: Options } },
  ])('takes options by $way', async ({ options }) => {
    @Controller()
    class Using {
      constructor(@Inject(WazzupRegistry) readonly registry: WazzupRegistry) {}
    }
    const imports = [WazzupModule.forTenantsAsync({ path: 'hooks/:tenant', isGlobal: true, ...options })]
    const { app, post } = await startApp(express, { imports, controllers: [Using] })
    expect((await post('/hooks/acme?key=a', { test: true })).status).toBe(200)
    expect(await app.get(Using).registry.for('acme')).toBeDefined()
  })
})

describe('an app with forTenants does not start', () => {
  test('with a path without ":tenant"', () => {
    const { resolve } = createDirectory({})
    expect(() => WazzupModule.forTenants({ resolve, path: 'wazzup' })).toThrow(
      'the path "wazzup" must contain ":tenant"',
    )
  })

  test('with two handlers for one question', async () => {
    class First {
      @OnWazzup('createContact')
      create() {
        return { id: '1', responsibleUserId: '1', name: 'Anna', contactData: [] }
      }
    }
    class Second extends First {}
    const { resolve } = createDirectory({})
    const imports = [WazzupModule.forTenants({ resolve })]
    expect(await failureToStart({ imports, providers: [First, Second] })).toContain('First.create and Second.create')
  })

  test('with a forRoot of the same name', async () => {
    const { resolve } = createDirectory({})
    const imports = [WazzupModule.forTenants({ resolve }), WazzupModule.forRoot({ client: { apiKey: 'key' } })]
    expect(await failureToStart({ imports })).toContain('registered twice as "default"')
  })
})
