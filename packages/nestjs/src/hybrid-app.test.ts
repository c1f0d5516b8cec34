import { Controller, Injectable } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import {
  ClientProxyFactory,
  MessagePattern,
  Transport,
  type ClientOptions,
  type TcpOptions,
} from '@nestjs/microservices'
import type { Message } from '@wazzup-kit/core'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { firstValueFrom } from 'rxjs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { OnWazzup } from './handlers/on-wazzup.decorator.ts'
import { AppModule, incoming, platforms, startApp } from './test-apps.ts'
import { WazzupModule } from './wazzup.module.ts'

const forRoot = () => WazzupModule.forRoot({ client: { apiKey: 'key' }, webhooks: { secret: false } })

/** Handles webhooks, and messages of another service. */
@Injectable()
@Controller()
class Both {
  readonly texts: unknown[] = []

  @OnWazzup('message')
  onMessage({ text }: Message): void {
    this.texts.push(text)
  }

  @MessagePattern('count')
  count(): number {
    return this.texts.length
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function tcp(): Promise<TcpOptions & { transport: Transport.TCP }> {
  return { transport: Transport.TCP, options: { host: '127.0.0.1', port: await freePort() } }
}

async function count(options: TcpOptions): Promise<number> {
  const client = ClientProxyFactory.create(options as ClientOptions)
  try {
    return await firstValueFrom(client.send<number>('count', {}))
  } finally {
    await client.close()
  }
}

describe.each(platforms)('a hybrid app on $platform', (platform) => {
  test.each([{ inheritAppConfig: true }, { deferInitialization: true }, {}])(
    'handles each webhook once with %o',
    async (hybrid) => {
      const options = await tcp()
      const parts = { imports: [forRoot()], controllers: [Both] }
      const { app, post } = await startApp(platform, parts, {
        prepare: (app) => void app.connectMicroservice(options, hybrid),
      })
      await app.startAllMicroservices()
      expect((await post('/wazzup', incoming('hello'))).status).toBe(200)
      expect(await count(options)).toBe(1)
      await app.close()
      await expect(post('/wazzup', incoming('hello'))).rejects.toThrow()
    },
  )
})

test('a microservice without HTTP can inject the client, and closes', async () => {
  const options = await tcp()
  const app = await NestFactory.createMicroservice<TcpOptions>(
    { module: AppModule, imports: [forRoot()], controllers: [Both] },
    { ...options, logger: false },
  )
  onTestFinished(() => app.close())
  await app.listen()
  expect(await count(options)).toBe(0)
})
