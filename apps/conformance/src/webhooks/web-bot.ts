import type { WaitUntil } from '@wazzup-kit/core'
import { handler } from '@wazzup-kit/edge'
import { createBot, runOptionsAt, type Address, type Environment } from './bot-under-test.ts'

/** Handles requests as a bot on an edge runtime does. `waitUntil` is the one of the runtime. */
export function createWebBot(environment: Environment): (request: Request, waitUntil: WaitUntil) => Promise<Response> {
  const bot = createBot(environment)
  const serveGateway = handler(bot.gateway, { path: '/api/wazzup' })
  return async (request, waitUntil) => {
    const [, first = ''] = new URL(request.url).pathname.split('/')
    if (first === 'seen') return Response.json(bot.takeSeen())
    if (first === 'api') return serveGateway(request)
    const address = first as Address
    return handler(bot.webhooks[address], runOptionsAt(address, waitUntil))(request)
  }
}
