import type { IncomingMessage } from 'node:http'

/** A request of `node:http`, of Express 4 or of Express 5. */
export interface NodeRequest extends IncomingMessage {
  /** What a body parser made of the body. */
  body?: unknown
  /** The address before a router took its own part off. */
  originalUrl?: string | undefined
  /** The part that routers took off. */
  baseUrl?: string | undefined
  /** What the parameters of the route stand for. */
  params?: object | undefined
}

/**
 * What is there of the body. Whoever reads a stream that somebody has read before waits for ever, so this asks the
 * stream itself; `body` does not tell, it is `{}` on Express 4 when a parser did not feel meant.
 */
export function bodyOf(request: NodeRequest): unknown {
  const isUnread = request.readableDidRead === false && !request.readableEnded
  return isUnread ? request : request.body
}

/** Reads the headers of a request; over HTTP/2 the host has another name. */
export function headerOf({ headers }: IncomingMessage): (name: string) => string | undefined {
  return (name) => {
    const value = headers[name] ?? (name === 'host' ? headers[':authority'] : undefined)
    return typeof value === 'string' ? value : undefined
  }
}

/**
 * The part of the address that routers took off, in the one spelling that is served. Routers ignore capitals, and a
 * guard that compares the path does not; only what a parameter stands for keeps its capitals.
 */
export function mountOf({ baseUrl, params = {} }: NodeRequest): string | undefined {
  const values = new Set<unknown>(Object.values(params))
  return baseUrl
    ?.split('/')
    .map((segment) => (values.has(decoded(segment)) ? segment : segment.toLowerCase()))
    .join('/')
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
