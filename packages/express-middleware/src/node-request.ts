import type { IncomingMessage } from 'node:http'

/** A request of `node:http`, of Express 4 or of Express 5. */
export interface NodeRequest extends IncomingMessage {
  /** What a body parser made of the body; `{}` on Express 4 when none did. */
  body?: unknown
  /** The address before a router took its own part off. */
  originalUrl?: string | undefined
  /** The part that routers took off. */
  baseUrl?: string | undefined
  /** What the parameters of the route stand for. */
  params?: object | undefined
}

/**
 * Returns the part of the address that routers took off, in the one spelling that is served. Routers ignore capitals, and
 * a guard that compares the path does not; only the value of a parameter keeps its capitals.
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
