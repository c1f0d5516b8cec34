import type { InboundRequest } from '@wazzup-kit/core'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** Fields that requests have on both platforms. */
interface Addressed {
  method: string
  url: string
  headers: IncomingMessage['headers']
  /** The result of a body parser. */
  body?: unknown
  /** Values of the parameters of the route. */
  params: Readonly<Record<string, string>>
  /** The route that Express found. */
  route?: { path: unknown } | undefined
  /** The route that Fastify found. */
  routeOptions?: { url?: string | undefined } | undefined
}

/** A request: that of Node on Express, or one that wraps it on Fastify. */
export type HostRequest = Addressed & (IncomingMessage | { raw: IncomingMessage })

/** A response: that of Node on Express, or one that wraps it on Fastify. */
export type HostResponse = ServerResponse | { raw: ServerResponse }

/** Converts a request of the platform for core. */
export function toInboundRequest(request: HostRequest): InboundRequest<HostRequest> {
  const { method, url, headers, body: parsedBody } = request
  return { method, url, path: mountOf(request), headers, body: nodeRequestOf(request), parsedBody, request }
}

/**
 * Returns the path at which a gateway is mounted, the part of the address before `/v3/`: global prefix, version and path of the app; undefined for a route without
 * `/v3/`. It is taken from the route, because routers ignore capitals and additional slashes of an address. Only the values
 * of parameters are taken from the address.
 */
function mountOf({ url, route, routeOptions }: HostRequest): string | undefined {
  const pattern = routeOptions?.url ?? route?.path
  if (typeof pattern !== 'string' || !pattern.includes('/v3/')) return undefined
  const segments = url.split('?', 1)[0]!.split('/')
  const mount = pattern.slice(0, pattern.lastIndexOf('/v3/'))
  return mount
    .split('/')
    .map((segment, index) => (segment.startsWith(':') ? segments[index] : segment))
    .join('/')
}

/** Returns Node's request. */
export function nodeRequestOf(request: HostRequest): IncomingMessage {
  return 'resume' in request ? request : request.raw
}

/** Returns Node's response. */
export function nodeResponseOf(response: HostResponse): ServerResponse {
  return 'writableEnded' in response ? response : response.raw
}
