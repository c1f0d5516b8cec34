import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { bodyParser } from '@koa/bodyparser'
import type { InboundTarget } from '@wazzup-kit/core'
import { handler, type HandlerOptions, type NodeRequest } from '@wazzup-kit/express-middleware'
import Koa from 'koa'
import { addresses, runOptionsAt, type Bot } from '../bot-under-test.ts'
import type { Host } from '../contract.ts'
import { serveTarget } from './koa-adapter.ts'
import { nodeHost } from './node-host.ts'

const limit = '8mb'

interface Found {
  target: InboundTarget<NodeRequest>
  options: HandlerOptions
}

/** Returns the target that an address names, and its options. */
function targetAt({ webhooks, gateway }: Bot, path: string): Found | undefined {
  const [, first = ''] = path.split('/')
  if (first === 'api') return { target: gateway, options: { path: '/api/wazzup' } }
  const address = addresses.find((each) => each === first)
  return address && { target: webhooks[address], options: runOptionsAt(address) }
}

/** Mounts the bot as docs/fastify-and-koa.md shows it: the handler writes the response, not Koa. */
function mountHandler(app: Koa, bot: Bot): void {
  app.use(async (ctx, next) => {
    const found = targetAt(bot, ctx.path)
    if (!found) return next()
    ctx.respond = false
    const parsed = ctx.request as { body?: unknown }
    handler(found.target, found.options)(Object.assign(ctx.req, { body: parsed.body }), ctx.res)
    await once(ctx.res, 'close')
  })
}

/** Mounts the bot with the adapter of docs/own-adapter.md: Koa writes the response. */
function mountOwnAdapter(app: Koa, bot: Bot): void {
  app.use((ctx, next) => {
    const found = targetAt(bot, ctx.path)
    return found ? serveTarget(found.target, found.options)(ctx) : next()
  })
}

const parser = (app: Koa): unknown =>
  app.use(bodyParser({ enableTypes: ['json', 'text'], jsonLimit: limit, textLimit: limit }))

interface Setting {
  name: string
  prepare?(app: Koa): unknown
  mount(app: Koa, bot: Bot): void
  inFront?: Host['inFront']
}

const parsed = {
  stalls: 'never',
  // The parser leaves the rest of the body unread, and the connection cannot be used for another request.
  huge: 'never',
  'huge and unread': 'never',
  'not JSON': 400,
  'wrong and bad': 400,
  large: 200,
  'not UTF-8': 200,
  prototype: 400,
  // The parser inflates the body itself, but only if the encoding is in lower case.
  compressed: 'never',
  bomb: 413,
  cut: 500,
  'kept header': 500,
  'unknown encoding': 415,
  'unknown compression': 415,
} as const

const settings: readonly Setting[] = [
  { name: 'Koa', mount: mountHandler },
  { name: 'Koa after @koa/bodyparser', prepare: parser, mount: mountHandler, inFront: parsed },
  { name: 'Koa with the adapter of docs/own-adapter.md', mount: mountOwnAdapter },
  {
    name: 'Koa after @koa/bodyparser, with the adapter of docs/own-adapter.md',
    prepare: parser,
    mount: mountOwnAdapter,
    inFront: parsed,
  },
]

/** Koa with the Node adapter and with an adapter of one's own, each also behind a body parser. */
export const koaHosts: readonly Host[] = settings.map(({ name, prepare, mount, inFront }) =>
  nodeHost({
    name,
    inFront,
    mount(bot) {
      const app = new Koa()
      app.silent = true
      prepare?.(app)
      mount(app, bot)
      return app.callback() as RequestListener
    },
  }),
)
