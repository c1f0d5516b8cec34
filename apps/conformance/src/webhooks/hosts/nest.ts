import {
  Injectable,
  Scope,
  type CallHandler,
  type CanActivate,
  type DynamicModule,
  type ExecutionContext,
  type INestApplication,
  type NestApplicationOptions,
} from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, NestFactory } from '@nestjs/core'
import manifest from '@nestjs/core/package.json' with { type: 'json' }
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { WazzupExceptionFilter, WazzupModule } from '@wazzup-kit/nestjs'
import { map, type Observable } from 'rxjs'
import { addresses, createBot, runHandlersAt, type Address, type Bot, type Environment } from '../bot-under-test.ts'
import { botGatewayOptions } from '../bot-gateway.ts'
import type { Host } from '../contract.ts'
import { NestBot } from './nest-bot.ts'

/** A kind of Nest app around the bot. */
interface Setting {
  name: string
  adapter(): ExpressAdapter | FastifyAdapter
  options?: NestApplicationOptions
  prepare?(app: INestApplication): void
  inFront?: Host['inFront']
}

const bytes = 8_000_000

/** The module cannot stop a parser in front of it: the parser waits for a stalled body and reads unauthorized ones. */
const parserInFront = {
  stalls: 'never',
  huge: 413,
  'huge and unread': 413,
  'not JSON': 400,
  'wrong and bad': 400,
  large: 200,
  'not UTF-8': 200,
  bomb: 413,
  cut: 400,
  'kept header': 400,
  'unknown encoding': 415,
  'unknown compression': 415,
} as const

const express: Setting = {
  name: 'Express',
  adapter: () => new ExpressAdapter(),
  prepare: (app) => void (app as NestExpressApplication).useBodyParser('json', { limit: bytes }),
  inFront: parserInFront,
}
const fastify: Setting = {
  name: 'Fastify',
  adapter: () => new FastifyAdapter({ bodyLimit: bytes, forceCloseConnections: true }),
  // Fastify always parses the body, and only JSON and text. It does not inflate it.
  inFront: {
    ...parserInFront,
    'content type': 415,
    empty: 400,
    prototype: 400,
    compressed: 400,
    br: 400,
    bomb: 400,
    'kept header': undefined,
    'unknown encoding': undefined,
    'unknown compression': 400,
  },
}

const settings: readonly Setting[] = [
  express,
  { ...express, name: 'Express with rawBody', options: { rawBody: true } },
  { name: 'Express without a parser', adapter: express.adapter, options: { bodyParser: false } },
  fastify,
  { ...fastify, name: 'Fastify with rawBody', options: { rawBody: true } },
]

@Injectable()
class Wrap {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data: unknown) => ({ wrapped: data })))
  }
}

/** A request-scoped guard: with it, Nest creates every controller anew for each request. */
@Injectable({ scope: Scope.REQUEST })
class Scoped implements CanActivate {
  canActivate(): boolean {
    return true
  }
}

/** Global providers of an app, which must not affect the webhooks. */
const everywhere = [
  { provide: APP_INTERCEPTOR, useClass: Wrap },
  { provide: APP_GUARD, useClass: Scoped, scope: Scope.REQUEST },
  { provide: APP_FILTER, useClass: WazzupExceptionFilter },
]

function moduleOf(environment: Environment, bot: Bot, address: Address): DynamicModule {
  const { wazzup: _, ...webhooks } = bot.optionsOf(address)
  const isFirst = address === addresses[0]
  return WazzupModule.forRoot({
    name: address,
    path: address,
    client: environment,
    webhooks,
    runHandlers: runHandlersAt(address),
    // Stops the app although a handler never ends.
    shutdownTimeout: 500,
    ...(isFirst && { gatewayPath: 'wazzup', gateway: botGatewayOptions as never }),
  })
}

function hostOf({ name, adapter, options, prepare, inFront }: Setting): Host {
  return {
    name: `Nest ${manifest.version.split('.')[0]} on ${name}`,
    inFront,
    takesNoWaitUntil: true,
    async start(environment) {
      const bot = createBot(environment)
      const module: DynamicModule = {
        module: NestBot,
        imports: addresses.map((address) => moduleOf(environment, bot, address)),
        providers: [{ provide: 'bot', useValue: bot }, ...everywhere],
      }
      const app = await NestFactory.create<INestApplication>(module, adapter(), {
        logger: false,
        forceCloseConnections: true,
        ...options,
      })
      prepare?.(app)
      app.setGlobalPrefix('api')
      await app.listen(0, '127.0.0.1')
      const url = await app.getUrl()
      return {
        urlOf: (address) => (address === 'gateway' ? `${url}/api/wazzup` : `${url}/api/${address}`),
        takeSeen: async () => bot.takeSeen(),
        stop: () => app.close(),
      }
    },
  }
}

/** Nest on both platforms, with global providers. */
export const nestHosts: readonly Host[] = settings.map(hostOf)
