import { handler } from '@wazzup-kit/edge'
import { createBot, runHandlersAt, type Address, type Environment } from './bot-under-test.ts'

/** Handles requests as a bot on an edge runtime does. `context` is the second argument that the runtime passes. */
export function createWebBot(environment: Environment): (request: Request, ...context: unknown[]) => Promise<Response> {
  const bot = createBot(environment)
  const serveGateway = handler(bot.gateway, { path: '/api/wazzup' })
  return async (request, ...context) => {
    const [, first = ''] = new URL(request.url).pathname.split('/')
    if (first === 'seen') return Response.json(bot.takeSeen())
    if (first === 'api') return serveGateway(request, ...context)
    const address = first as Address
    return handler(bot.webhooks[address], { runHandlers: runHandlersAt(address) })(request, ...context)
  }
}
