import { handler } from '@wazzup-kit/express-middleware'
import { fastify, type FastifyInstance } from 'fastify'
import { addresses, createBot, runOptionsAt, type Bot } from '../bot-under-test.ts'
import type { Host } from '../contract.ts'

const bodyLimit = 8_000_000

/** Mounts the bot as docs/fastify-and-koa.md shows it: Fastify does not read the body. */
function mountUnparsed(app: FastifyInstance, { webhooks, gateway }: Bot): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))
    for (const address of addresses) {
      const receive = handler(webhooks[address], runOptionsAt(address))
      scope.all(`/${address}`, (request, reply) => {
        reply.hijack()
        receive(request.raw, reply.raw)
      })
    }
    const serve = handler(gateway, { path: '/api/wazzup' })
    scope.all('/api/wazzup/*', (request, reply) => {
      reply.hijack()
      serve(request.raw, reply.raw)
    })
  })
}

/** Mounts the bot behind Fastify's own parsers, and passes the parsed body on. */
function mountParsed(app: FastifyInstance, { webhooks, gateway }: Bot): void {
  for (const address of addresses) {
    const receive = handler(webhooks[address], runOptionsAt(address))
    app.all(`/${address}`, (request, reply) => {
      reply.hijack()
      receive(Object.assign(request.raw, { body: request.body }), reply.raw)
    })
  }
  const serve = handler(gateway, { path: '/api/wazzup' })
  app.all('/api/wazzup/*', (request, reply) => {
    reply.hijack()
    serve(Object.assign(request.raw, { body: request.body }), reply.raw)
  })
}

interface Mount {
  name: string
  mount(app: FastifyInstance, bot: Bot): void
  inFront: Host['inFront']
}

const mounts: readonly Mount[] = [
  // Fastify rejects a header that is no content type (`;;`) before it calls any parser: see fastify.test.ts.
  { name: 'Fastify', mount: mountUnparsed, inFront: { 'content type': 'never' } },
  {
    name: 'Fastify behind its own parsers',
    mount: mountParsed,
    inFront: {
      stalls: 'never',
      huge: 413,
      'huge and unread': 413,
      'not JSON': 400,
      'wrong and bad': 400,
      large: 200,
      'not UTF-8': 200,
      'content type': 415,
      empty: 400,
      prototype: 400,
      // Its parsers do not inflate a body.
      compressed: 400,
      br: 400,
      bomb: 400,
      cut: 400,
      'unknown compression': 400,
    },
  },
]

/** Fastify without Nest. */
export const fastifyHosts: readonly Host[] = mounts.map(({ name, mount, inFront }) => ({
  name,
  inFront,
  async start(environment) {
    const bot = createBot(environment)
    const app = fastify({ bodyLimit, forceCloseConnections: true })
    mount(app, bot)
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    return {
      urlOf: (address) => (address === 'gateway' ? `${url}/api/wazzup` : `${url}/${address}`),
      takeSeen: async () => bot.takeSeen(),
      stop: () => app.close(),
    }
  },
}))
