import type { InboundRequest } from '@wazzup-kit/core'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** What requests have on both platforms. */
interface Addressed {
  method: string
  url: string
  headers: IncomingMessage['headers']
  /** What a body parser made of the body. */
  body?: unknown
  /** What the parameters of the route stand for. */
  params: Readonly<Record<string, string>>
  /** The route that Express found. */
  route?: { path: unknown } | undefined
  /** The route that Fastify found. */
  routeOptions?: { url?: string | undefined } | undefined
}

/** A request: Node's own on Express, around Node's own on Fastify. */
export type HostRequest = Addressed & (IncomingMessage | { raw: IncomingMessage })

/** The same of a response. */
export type HostResponse = ServerResponse | { raw: ServerResponse }

/** Converts a request of the platform for core. `path` is where the target is mounted, if that matters. */
export function toInboundRequest(request: HostRequest, path?: string): InboundRequest<HostRequest> {
  const { method, url, headers, body: parsedBody } = request
  return { method, url, path, headers, body: nodeRequestOf(request), parsedBody, request }
}

/**
 * Returns the part of the address in front of `/v3/`, as the route has it: global prefix, version and path of the app.
 * Routers are lenient about capitals and slashes, so the route decides and not the address; only the value of a parameter
 * is taken from the address. Undefined for a route without `/v3/`.
 */
export function mountOf({ url, route, routeOptions }: HostRequest): string | undefined {
  const pattern = routeOptions?.url ?? route?.path
  if (typeof pattern !== 'string' || !pattern.includes('/v3/')) return undefined
  const segments = url.split('?', 1)[0]!.split('/')
  const mount = pattern.slice(0, pattern.lastIndexOf('/v3/'))
  return mount
    .split('/')
    .map((segment, index) => (segment.startsWith(':') ? segments[index] : segment))
    .join('/')
}

/** Node's own request. */
export function nodeRequestOf(request: HostRequest): IncomingMessage {
  return 'resume' in request ? request : request.raw
}

/** Node's own response. */
export function nodeResponseOf(response: HostResponse): ServerResponse {
  return 'writableEnded' in response ? response : response.raw
}
