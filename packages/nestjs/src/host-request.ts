import type { Delivery } from '@wazzup-kit/core'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** What requests have on both platforms. */
interface Addressed {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body?: unknown
  /** The route that Express found. */
  route?: { path: unknown } | undefined
  /** The route that Fastify found. */
  routeOptions?: { url?: string | undefined } | undefined
}

/** A request: Node's own on Express, around Node's own on Fastify. */
export type HostRequest = Addressed & (IncomingMessage | { raw: IncomingMessage })

/** The same of a response. */
export type HostResponse = ServerResponse | { raw: ServerResponse }

/** Three values, and nothing decided. */
export function deliveryOf(request: HostRequest): Delivery {
  return { authorization: request.headers.authorization, url: request.url, body: bodyOf(request) }
}

/**
 * What is there of the body. Whoever reads a stream that somebody has read before waits for ever, so this asks the
 * stream itself: a body parser that does not feel meant leaves `{}` behind as well as nothing.
 */
export function bodyOf(request: HostRequest): unknown {
  const stream = nodeRequestOf(request)
  const isUnread = stream.readableDidRead === false && !stream.readableEnded
  return isUnread ? stream : request.body
}

/** Reads the headers of a request; over HTTP/2 the host has another name. */
export function headerOf({ headers }: HostRequest): (name: string) => string | undefined {
  return (name) => {
    const value = headers[name] ?? (name === 'host' ? headers[':authority'] : undefined)
    return typeof value === 'string' ? value : undefined
  }
}

/**
 * The part of the address that is in front of `/v3/`, as the route has it: global prefix, version and path of the app.
 * Routers are lenient about capitals and slashes, so the route is asked and not the address; only a parameter of it is
 * taken from there.
 */
export function mountOf({ url, route, routeOptions }: HostRequest): string {
  const pattern = routeOptions?.url ?? route?.path
  if (typeof pattern !== 'string') return ''
  const asked = url.split('?', 1)[0]!.split('/')
  const mount = pattern.slice(0, pattern.lastIndexOf('/v3/'))
  return mount
    .split('/')
    .map((segment, index) => (segment.startsWith(':') ? asked[index] : segment))
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
