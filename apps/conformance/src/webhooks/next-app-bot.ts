import { handler } from '@wazzup-kit/edge'
import { after } from 'next/server'
import { createBot, runOptionsAt, type Address, type Environment } from './bot-under-test.ts'

type Route = (request: Request) => Promise<Response>

/**
 * Returns a route function of the App Router that serves the bot below a path. The first request creates the bot, because
 * `next build` loads the route without the environment.
 */
export function createNextRoute(mount: string, readEnvironment: () => Environment): Route {
  let route: Route | undefined
  return (request) => {
    route ??= createRoute(mount, readEnvironment())
    return route(request)
  }
}

function createRoute(mount: string, environment: Environment): Route {
  const { webhooks, gateway, takeSeen } = createBot(environment)
  const serveGateway = handler(gateway, { path: `${mount}/api/wazzup` })
  return async (request) => {
    const [first = ''] = new URL(request.url).pathname.slice(mount.length + 1).split('/')
    if (first === 'seen') return Response.json(takeSeen())
    if (first === 'api') return serveGateway(withoutParameters(request))
    const address = first as Address
    return handler(webhooks[address], runOptionsAt(address, after))(request)
  }
}

/** On its edge runtime, Next.js adds the parameters of the route to the query. A gateway would take them for input. */
function withoutParameters(request: Request): Request {
  const url = new URL(request.url)
  if (!url.searchParams.has('path')) return request
  url.searchParams.delete('path')
  return new Request(url, request)
}
