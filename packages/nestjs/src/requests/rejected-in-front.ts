import type { HttpAdapterHost } from '@nestjs/core'
import { WazzupValidationError, type OnError } from '@wazzup-kit/core'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { serverOf } from './shutdown.ts'

/** Token of the route of a module's webhooks, whose value may be null. */
export const ownRouteToken = 'wazzup-kit:own-route'

/** The route of webhooks. */
export interface WebhooksRoute {
  /** Its path as the app gave it, below the global prefix. */
  path: string
  /** Called with what the app rejects before it reaches the module. */
  onError: OnError
}

const isGuarded =
  'A guard rejected it. Exempt this route with the option "decorators", for example [Public()] or [SkipThrottle()].'

const remedies: Readonly<Record<number, string>> = {
  400: 'A body parser could not read it. Wazzup sends JSON objects: check whether another program sends to this address.',
  401: isGuarded,
  403: isGuarded,
  404: 'Check the global prefix and the version in the subscribed address.',
  413: "Raise the limit of the body parser: app.useBodyParser('json', { limit: '5mb' }), or on Fastify new FastifyAdapter({ bodyLimit: 5_000_000 }).",
  415: 'No body parser reads its content type or its compression. Let no proxy change the body.',
  429: isGuarded,
}

const anyRemedy = 'Look for the guard, body parser, interceptor or middleware that sends this response.'

const routesOf = new WeakMap<Server, Map<string, WebhooksRoute>>()
const reached = new WeakSet<IncomingMessage>()

/** Notes that a request has reached the module. */
export function noteReached(request: IncomingMessage): void {
  reached.add(request)
}

/**
 * Reports deliveries of a route that the app rejects before they reach the module, for example in a body parser or a guard:
 * Wazzup does not promise to send them again, and Nest logs few of them.
 */
export function watchRoute({ httpAdapter }: HttpAdapterHost, route: WebhooksRoute): void {
  const server = serverOf(httpAdapter)
  if (!server) return
  const routes = routesOf.get(server)
  if (routes) {
    routes.set(route.path, route)
    return
  }
  const first = new Map([[route.path, route]])
  routesOf.set(server, first)
  server.prependListener('request', (request, response) => watchRequest(first, request, response))
}

function watchRequest(
  routes: ReadonlyMap<string, WebhooksRoute>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.method !== 'POST') return
  const [address = ''] = (request.url ?? '').split('?', 1)
  const route = findRoute(routes.values(), segmentsOf(address))
  if (!route) return
  response.once('close', () => {
    const { statusCode: status } = response
    if (status >= 300 && !reached.has(request)) void report(route, address, status).catch(() => {})
  })
}

async function report({ onError }: WebhooksRoute, address: string, status: number): Promise<void> {
  const reason = 'the app rejected the delivery before it reached WazzupModule'
  const remedy = remedies[status] ?? anyRemedy
  const message = `was rejected by the app before it reached WazzupModule; Wazzup gets ${status}. ${remedy}`
  const issues = [{ path: `POST ${address.slice(0, 200)}`, message }]
  const error = new WazzupValidationError('input', issues, { endpoint: 'delivery', effect: 'none', attempts: 0 })
  await onError(error, { kind: 'delivery', status, reason, remedy })
}

/** Returns the route with the longest path at the end of an address: in front of it are the global prefix and the version. */
function findRoute(routes: Iterable<WebhooksRoute>, address: readonly string[]): WebhooksRoute | undefined {
  let found: { route: WebhooksRoute; length: number } | undefined
  for (const route of routes) {
    const path = segmentsOf(route.path)
    const { length } = path
    if (length <= (found?.length ?? 0) || length > address.length) continue
    const end = address.slice(-length)
    if (path.every((segment, index) => isPattern(segment) || segment === end[index])) found = { route, length }
  }
  return found?.route
}

/** Returns the parts of a path, as routers compare them: without capitals and additional slashes. */
function segmentsOf(path: string): string[] {
  return path.toLowerCase().split('/').filter(Boolean)
}

/** Returns whether a segment of a route is a parameter or a wildcard. */
function isPattern(segment: string): boolean {
  return /[:*{]/.test(segment)
}
