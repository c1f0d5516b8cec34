import { gatewayHandler, webhookHandler } from '@wazzup-kit/edge'
import { createBot, type Address, type Environment } from './bot-under-test.ts'

/** Answers requests as a bot on an edge runtime does; `context` is what the runtime gives beside the request. */
export function createWebBot(environment: Environment): (request: Request, ...context: unknown[]) => Promise<Response> {
  const bot = createBot(environment)
  const serveGateway = gatewayHandler(bot.gateway, { path: '/api/wazzup' })
  return async (request, ...context) => {
    const [, first = '', second = ''] = new URL(request.url).pathname.split('/')
    if (first === 'seen') return Response.json(bot.takeSeen())
    if (first === 'api') return serveGateway(request)
    // With the context, handlers run after the reply; without it, one that fails makes it a 500.
    if (first === 'background') return webhookHandler(bot.webhooks[second as Address])(request, ...context)
    return webhookHandler(bot.webhooks[first as Address])(request)
  }
}
