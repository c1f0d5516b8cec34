import type { Server } from 'node:http'
import { Body, Controller, HttpCode, Post, type DynamicModule } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Events } from '@wazzup-kit/core'
import { builtEntry } from '../built.ts'
import { secret } from '../receiving/contender.ts'
import { bodyLimit, path, type Contender } from './contender.ts'

export type Platform = 'express' | 'fastify'

const quiet = { logger: false, abortOnError: false } as const

/** The part of our module that is used here. Its sources have decorators, for which this app is not configured. */
interface Kit {
  OnWazzup(kind: 'message'): MethodDecorator
  WazzupModule: { forRoot(options: object): DynamicModule }
}

async function serverOf(module: DynamicModule, platform: Platform): Promise<Server> {
  if (platform === 'fastify') {
    const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter({ bodyLimit }), quiet)
    await app.init()
    await app.getHttpAdapter().getInstance().ready()
    return app.getHttpServer() as Server
  }
  const app = await NestFactory.create<NestExpressApplication>(module, new ExpressAdapter(), quiet)
  app.useBodyParser('json', { limit: bodyLimit })
  await app.init()
  return app.getHttpServer() as Server
}

// oxlint-disable-next-line typescript/no-extraneous-class -- Nest reads the metadata of the decorator
class AppModule {}

/** Nest with a controller and its own parser, without an SDK and checks. */
export async function plainNest(platform: Platform): Promise<Contender> {
  let handled = 0
  class MessagesController {
    receive({ messages }: { messages: readonly object[] }) {
      handled += messages.length
    }
  }
  // Applied as functions, because Node strips types but does not support decorators.
  const descriptor = Object.getOwnPropertyDescriptor(MessagesController.prototype, 'receive')!
  Controller(path)(MessagesController)
  Post()(MessagesController.prototype, 'receive', descriptor)
  HttpCode(200)(MessagesController.prototype, 'receive', descriptor)
  Body()(MessagesController.prototype, 'receive', 0)
  const server = await serverOf({ module: AppModule, controllers: [MessagesController] }, platform)
  return { server, handled: () => handled }
}

/** Nest with our module. */
export async function wazzupOnNest(platform: Platform): Promise<Contender> {
  const { OnWazzup, WazzupModule } = (await import(builtEntry('@wazzup-kit/nestjs'))) as Kit
  let handled = 0
  class Messages {
    receive({ messageId }: Events['message']): void {
      if (messageId !== '') handled++
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Messages.prototype, 'receive')!
  OnWazzup('message')(Messages.prototype, 'receive', descriptor)
  const wazzup = WazzupModule.forRoot({ client: { apiKey: 'bench' }, webhooks: { secret } })
  const server = await serverOf({ module: AppModule, imports: [wazzup], providers: [Messages] }, platform)
  return { server, handled: () => handled }
}
