import { Global, Inject, Injectable, Module } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import { createWazzup, type Wazzup, type Webhooks } from '@wazzup-kit/core'
import { channelIds, createEmulator, type Emulator } from '@wazzup-kit/emulator'
import { describe, expect, test, vi } from 'vitest'
import { InjectWazzup } from './inject-wazzup.decorators.ts'
import { OnWazzup, type WazzupContext } from './handlers/on-wazzup.decorator.ts'
import { failureToStart, incoming, platforms, startApp } from './test-apps.ts'
import { WazzupModule } from './wazzup.module.ts'
import type { WazzupOptions, WazzupOptionsFactory } from './wazzup.options.ts'
import { getWazzupToken, getWebhooksToken } from './wazzup.tokens.ts'

const [express] = platforms

const clientOf = ({ keys, fetch }: Emulator): WazzupOptions['client'] => ({ apiKey: keys.apiKey, fetch })

const client = { apiKey: 'key' }

@Injectable()
class Sender {
  constructor(@InjectWazzup() readonly wazzup: Wazzup) {}
}

test.each([
  ['forRoot without a client', () => WazzupModule.forRoot({} as never), '"client" is missing'],
  [
    'a misspelt runHandlers',
    () => WazzupModule.forRoot({ client, runHandlers: 'after' as never }),
    '"runHandlers" must',
  ],
  [
    'an endless shutdownTimeout',
    () => WazzupModule.forRoot({ client, shutdownTimeout: Infinity }),
    '"shutdownTimeout"',
  ],
  ['a negative shutdownTimeout', () => WazzupModule.forRoot({ client, shutdownTimeout: -1 }), '"shutdownTimeout"'],
  ['forTenants without resolve', () => WazzupModule.forTenants({} as never), '"resolve" is missing'],
  [
    'a misspelt option of forTenants',
    () => WazzupModule.forTenants({ resolve: () => undefined, maxage: 1 } as never),
    'maxage is not one of',
  ],
  [
    'setUp of forTenants',
    () => WazzupModule.forTenants({ resolve: () => undefined, setUp: () => {} } as never),
    '"setUp" would not be called',
  ],
  [
    'a store beside the factory',
    () => WazzupModule.forRootAsync({ useFactory: () => ({ client }), store: {} } as never),
    'WazzupModule.forRootAsync: "store" must be in what the factory returns',
  ],
  [
    'a misspelt option beside the factory',
    () => WazzupModule.forRootAsync({ useFactory: () => ({ client }), paht: 'hooks' } as never),
    'WazzupModule.forRootAsync: "paht" does not exist',
  ],
  [
    'resolve beside the factory',
    () => WazzupModule.forTenantsAsync({ useFactory: () => ({}), resolve: () => undefined } as never),
    'WazzupModule.forTenantsAsync: "resolve" must be in what the factory returns',
  ],
  ['a gatewayPath without a gateway', () => WazzupModule.forRoot({ client, gatewayPath: 'api' }), '"gateway"'],
  [
    'a path that comes from the factory',
    () => WazzupModule.forRootAsync({ useFactory: () => ({ client, path: 'hook' }) as never }),
    '"path" must be beside the factory',
  ],
])('an app does not start with %s', async (_, register, reason) => {
  // Some mistakes show at the registration, the others when Nest starts.
  const start = async () => failureToStart({ imports: [register()] })
  expect(await start().catch((error: Error) => error.message)).toContain(reason)
})

describe('forRoot', () => {
  test('provides clients for injection, also by name and in properties', async () => {
    class Both {
      @InjectWazzup() readonly main!: Wazzup
      @InjectWazzup('branch-b') readonly branch!: Wazzup
    }
    const [main, branch] = [createEmulator(), createEmulator()]
    const imports = [
      WazzupModule.forRoot({ client: clientOf(main) }),
      WazzupModule.forRoot({ name: 'branch-b', client: clientOf(branch) }),
    ]
    const { app } = await startApp(express, { imports, providers: [Both] })
    await app.get(Both).branch.channels.list()
    expect([main.requests.length, branch.requests.length]).toEqual([0, 1])
    await app.get(Both).main.channels.list()
    expect([main.requests.length, branch.requests.length]).toEqual([1, 1])
  })

  test('exports its client to importing modules, and to all modules with isGlobal', async () => {
    @Module({ providers: [Sender] })
    class Feature {}
    const client = { apiKey: 'key' }
    expect(await failureToStart({ imports: [WazzupModule.forRoot({ client }), Feature] })).toContain('wazzup:default')
    const { app } = await startApp(express, { imports: [WazzupModule.forRoot({ client, isGlobal: true }), Feature] })
    expect(app.get(Sender).wazzup).toBe(app.get(getWazzupToken()))
  })

  test('passes a message to a handler, whose reply is sent', async () => {
    const emulator = createEmulator()
    class Bot {
      @OnWazzup('message')
      async onMessage(_: unknown, { reply }: WazzupContext<'message'>): Promise<void> {
        await reply({ text: 'Good day' })
      }
    }
    const imports = [WazzupModule.forRoot({ client: clientOf(emulator), webhooks: { secret: 's3cret' } })]
    const { post } = await startApp(express, { imports, providers: [Bot] })
    const delivery = incoming('Hello') as { messages: { channelId: string }[] }
    delivery.messages[0]!.channelId = channelIds.whatsapp
    expect((await post('/wazzup?key=s3cret', delivery)).status).toBe(200)
    expect(emulator.ledger).toEqual([expect.objectContaining({ text: 'Good day' })])
  })

  test('redacts the secret of an address in an error that it writes to Nest’s log', async () => {
    class Failing {
      @OnWazzup('message')
      onMessage(): void {
        throw new Error('POST http://a.example/wazzup?key=s3cret-of-the-address failed')
      }
    }
    const error = vi.fn<(...args: unknown[]) => void>()
    const imports = [WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: false } })]
    const options = { logger: { log() {}, warn() {}, error } }
    const { post } = await startApp(express, { imports, providers: [Failing] }, { options })
    await post('/wazzup', incoming('hello'))
    expect(error).toHaveBeenCalledOnce()
    expect(JSON.stringify(error.mock.calls)).toContain('/wazzup?key=[redacted] failed')
    expect(JSON.stringify(error.mock.calls)).not.toContain('s3cret')
  })

  test('writes the causes of an error to Nest’s log', async () => {
    class Failing {
      @OnWazzup('message')
      onMessage(): void {
        const cause = new Error('getaddrinfo ENOTFOUND nowhere.example', { cause: 'http://a.example/?key=s3cret' })
        throw new Error('could not connect', { cause })
      }
    }
    const error = vi.fn<(...args: unknown[]) => void>()
    const imports = [WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: false } })]
    const options = { logger: { log() {}, warn() {}, error } }
    const { post } = await startApp(express, { imports, providers: [Failing] }, { options })
    await post('/wazzup', incoming('hello'))
    const [, trace] = error.mock.calls[0]!
    expect(trace).toMatch(
      /could not connect[^]+caused by Error: getaddrinfo ENOTFOUND nowhere\.example[^]+caused by http/,
    )
    expect(trace).toContain('?key=[redacted]')
  })

  test('writes a thrown value without a text to Nest’s log', async () => {
    class Failing {
      @OnWazzup('message')
      onMessage(): void {
        throw Object.create(null)
      }
    }
    const error = vi.fn<(...args: unknown[]) => void>()
    const webhooks = { secret: false, onError: undefined } as const
    const imports = [WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks })]
    const options = { logger: { log() {}, warn() {}, error } }
    const { post } = await startApp(express, { imports, providers: [Failing] }, { options })
    expect((await post('/wazzup', incoming('hello'))).status).toBe(500)
    expect(error).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^message .* could not be handled: a value/),
      undefined,
      'WazzupModule',
    )
  })

  test('writes a failing handler to Nest’s log, without the content of the message', async () => {
    class Failing {
      @OnWazzup('message')
      onMessage(): void {
        throw new TypeError('failed on demand')
      }
    }
    const error = vi.fn<(...args: unknown[]) => void>()
    const logger = { log() {}, warn() {}, error }
    const imports = [WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: false } })]
    const { post } = await startApp(express, { imports, providers: [Failing] }, { options: { logger } })
    expect((await post('/wazzup', incoming('confidential'))).status).toBe(500)
    expect(error).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(
        /^message ".+" in the whatsapp chat ".+" could not be handled: TypeError: failed on demand$/,
      ),
      expect.stringContaining('Failing.onMessage'),
      'WazzupModule',
    )
    expect(JSON.stringify(error.mock.calls)).not.toContain('confidential')
  })

  test('calls onError instead of Nest’s log when it is given', async () => {
    class Failing {
      @OnWazzup('message')
      onMessage(): void {
        throw new TypeError('failed on demand')
      }
    }
    const onError = vi.fn<(...args: unknown[]) => void>()
    const imports = [WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: false, onError } })]
    const { post } = await startApp(express, { imports, providers: [Failing] })
    await post('/wazzup', incoming('hello'))
    expect(onError).toHaveBeenCalledExactlyOnceWith(
      new TypeError('failed on demand'),
      expect.objectContaining({ kind: 'message' }),
    )
  })

  test('rejects invalid options', async () => {
    expect(await failureToStart({ imports: [WazzupModule.forRoot({ client: {} as never })] })).toContain('apiKey')
    const webhooks = { secret: '' }
    expect(
      await failureToStart({ imports: [WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks })] }),
    ).toContain('secret')
  })

  test('rejects an option that does not exist, also from a factory', async () => {
    const misspelt = { client: { apiKey: 'key' }, webhook: { secret: 'a' } }
    const text =
      'WazzupModule: "webhook" is not one of client, webhooks, gateway, store, work, account, outbox, timers, runHandlers, shutdownTimeout'
    expect(await failureToStart({ imports: [WazzupModule.forRoot(misspelt)] })).toBe(text)
    expect(await failureToStart({ imports: [WazzupModule.forRootAsync({ useFactory: () => misspelt })] })).toBe(text)
    const late = { client: { apiKey: 'key' }, path: 'hooks' }
    expect(await failureToStart({ imports: [WazzupModule.forRootAsync({ useFactory: () => late })] })).toContain(
      '"path" must be beside the factory',
    )
  })
})

describe('forRootAsync', () => {
  class Settings {
    readonly secret = 'from settings'
  }
  @Global()
  @Module({ providers: [Settings], exports: [Settings] })
  class SettingsModule {}

  @Injectable()
  class OptionsOfWazzup implements WazzupOptionsFactory {
    constructor(@Inject(Settings) readonly settings: Settings) {}

    createWazzupOptions(): WazzupOptions {
      return { client: { apiKey: 'key' }, webhooks: { secret: this.settings.secret } }
    }
  }
  @Module({ providers: [OptionsOfWazzup], exports: [OptionsOfWazzup] })
  class OptionsModule {}

  test.each([
    {
      way: 'useFactory',
      options: {
        inject: [Settings],
        useFactory: async ({ secret }: Settings) => ({ client: { apiKey: 'key' }, webhooks: { secret } }),
      },
    },
    { way: 'useClass', options: { useClass: OptionsOfWazzup } },
    { way: 'useExisting', options: { imports: [OptionsModule], useExisting: OptionsOfWazzup } },
  ])('takes options by $way', async ({ options }) => {
    const imports = [SettingsModule, WazzupModule.forRootAsync({ path: 'hooks', isGlobal: true, ...options })]
    const { app, post } = await startApp(express, { imports, providers: [Sender] })
    expect((await post('/hooks?key=from%20settings', { test: true })).status).toBe(200)
    expect((await post('/hooks', { test: true })).status).toBe(401)
    expect(app.get(Sender).wazzup).toBeDefined()
  })

  test('responds with 404 when the factory returns no webhooks', async () => {
    const imports = [WazzupModule.forRootAsync({ useFactory: () => ({ client: { apiKey: 'key' } }) })]
    const { post } = await startApp(express, { imports })
    expect((await post('/wazzup', { test: true })).status).toBe(404)
  })
})

test('a test can override the client', async () => {
  const emulator = createEmulator()
  const heard: string[] = []
  @Injectable()
  class Bot {
    constructor(@Inject(getWebhooksToken()) readonly webhooks: Webhooks) {}

    @OnWazzup('message')
    async onMessage(_: unknown, { wazzup }: WazzupContext): Promise<void> {
      const [channel] = await wazzup.channels.list()
      heard.push(channel!.channelId)
    }
  }
  const imports = [WazzupModule.forRoot({ client: { apiKey: 'real' }, webhooks: { secret: false } })]
  const module = await Test.createTestingModule({ imports, providers: [Bot] })
    .overrideProvider(getWazzupToken())
    .useValue(createWazzup(clientOf(emulator)))
    .compile()
  await module.init()
  const response = await module.get(Bot).webhooks.receive({ body: incoming('hello') })
  expect(response.status).toBe(200)
  expect(heard).toEqual([expect.any(String)])
  await module.close()
})

test('an app does not start with a gateway without gatewayPath', async () => {
  const gateway = { allow: ['channels.list'], authorize: () => 403 as const } as const
  expect(await failureToStart({ imports: [WazzupModule.forRoot({ client: { apiKey: 'key' }, gateway })] })).toBe(
    'WazzupModule "default": "gateway" needs "gatewayPath", for example "api/wazzup"',
  )
})
