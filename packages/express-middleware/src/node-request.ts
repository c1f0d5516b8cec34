import type { IncomingMessage } from 'node:http'

/** A request of `node:http`, also with the fields that Express or Vercel add. */
export interface NodeRequest extends IncomingMessage {
  /** The result of a body parser; `{}` on Express 4 when no parser read the body. */
  body?: unknown
  /** The address, including the part that routers have removed from `url`. */
  originalUrl?: string | undefined
  /** The part that routers have removed from `url`. */
  baseUrl?: string | undefined
  /** Values of the parameters of the route. */
  params?: object | undefined
}

/**
 * Returns the body that other code has read and kept; undefined if there is none. Vercel's Node functions read the stream
 * before they call the handler. Their `body` throws for Wazzup's content type, but their request can be read once more.
 */
export function parsedBodyOf(request: NodeRequest): unknown {
  // A stream of Node that has ended returns null.
  const kept: unknown = request.readableEnded ? request.read() : null
  if (kept !== null) return kept
  try {
    return request.body
  } catch {
    // A host that has replaced `read` has kept the body, and returns null only if the body is empty.
    return Object.hasOwn(request, 'read') ? '' : undefined
  }
}

/**
 * Returns the part of the address that routers have removed, in lower case except for the values of parameters. Only this
 * spelling is served, because routers ignore capitals, but a guard that compares the path does not.
 */
export function mountOf({ baseUrl, params = {} }: NodeRequest): string | undefined {
  const values: unknown[] = Object.values(params)
  return baseUrl
    ?.split('/')
    .map((segment) => {
      const index = values.indexOf(decoded(segment))
      // Each value stands for one segment: a further one that is equal is not a parameter.
      return index < 0 ? segment.toLowerCase() : (values.splice(index, 1), segment)
    })
    .join('/')
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
