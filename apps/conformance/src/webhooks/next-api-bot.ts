import { handler, type NodeRequest } from '@wazzup-kit/express-middleware'
import type { ServerResponse } from 'node:http'
import { createBot, runOptionsAt, type Address, type Environment } from './bot-under-test.ts'

type ApiRoute = (request: NodeRequest, response: ServerResponse) => void

/**
 * Returns a route of `pages/api` that serves the bot below a path. The first request creates the bot, because `next build`
 * loads the route without the environment.
 */
export function createNextApiRoute(mount: string, readEnvironment: () => Environment): ApiRoute {
  let route: ApiRoute | undefined
  return (request, response) => {
    route ??= createApiRoute(mount, readEnvironment())
    route(request, response)
  }
}

function createApiRoute(mount: string, environment: Environment): ApiRoute {
  const { webhooks, gateway, takeSeen } = createBot(environment)
  const serveGateway = handler(gateway, { path: `${mount}/api/wazzup` })
  return (request, response) => {
    const [first = ''] = request.url!.slice(mount.length + 1).split(/[/?]/)
    if (first === 'seen') response.end(JSON.stringify(takeSeen()))
    else if (first === 'api') serveGateway(request, response)
    else {
      const address = first as Address
      handler(webhooks[address], runOptionsAt(address))(request, response)
    }
  }
}
