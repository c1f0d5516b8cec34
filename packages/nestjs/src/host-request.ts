import type { Delivery } from '@wazzup-kit/core'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** What requests have on both platforms. */
interface Addressed {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body?: unknown
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

/** Node's own request. */
export function nodeRequestOf(request: HostRequest): IncomingMessage {
  return 'resume' in request ? request : request.raw
}

/** Node's own response. */
export function nodeResponseOf(response: HostResponse): ServerResponse {
  return 'writableEnded' in response ? response : response.raw
}
