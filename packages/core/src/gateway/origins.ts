import { createOptionError } from '../errors/validation-error.ts'
import { readHeader } from '../inbound/read-header.ts'
import type { InboundRequest } from '../inbound/target.ts'

/** The parts of a request that show its origin. */
export type RequestSource = Pick<InboundRequest, 'url' | 'headers'>

/** Whether a page may call the gateway, and the CORS headers of every response to it. */
export interface OriginVerdict {
  isAllowed: boolean
  headers: Readonly<Record<string, string>>
}

/**
 * Returns the check of the origin of requests. It allows the app's own origin, the listed origins, and programs that are not
 * browsers. A check is needed because a browser adds the cookies of the app to requests of every page, so a cookie does not
 * show which page sent the request.
 *
 * @throws WazzupValidationError when a listed origin can never match.
 */
export function createOriginCheck(origins: readonly string[] = []): (source: RequestSource) => OriginVerdict {
  if (!Array.isArray(origins) || !origins.every((each) => isOrigin(each))) {
    const message = 'must be a list of origins as browsers send them, for example ["https://app.example.com"]'
    throw createOptionError('origins', message)
  }
  const listed = new Set(origins)
  // A cache must not use the response to one origin for another.
  const unlisted: OriginVerdict['headers'] = listed.size > 0 ? { vary: 'origin' } : {}
  return (source) => {
    const origin = readHeader(source.headers, 'origin')
    if (origin === undefined || !listed.has(origin)) return { isAllowed: isOwn(source, origin), headers: unlisted }
    const headers = {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'retry-after',
      vary: 'origin',
    }
    return { isAllowed: true, headers }
  }
}

/** Returns whether a request is a CORS preflight. */
export function isPreflight({ method, headers }: Pick<InboundRequest, 'method' | 'headers'>): boolean {
  return method === 'OPTIONS' && (readHeader(headers, 'access-control-request-method') ?? '') !== ''
}

/** Returns the headers of the response to a preflight of a listed origin. The request that follows is checked separately. */
export function createPreflightHeaders({ headers }: Pick<InboundRequest, 'headers'>): Record<string, string> {
  const requested = readHeader(headers, 'access-control-request-headers') ?? ''
  return {
    'access-control-allow-methods': 'GET, POST, PATCH, DELETE',
    'access-control-allow-headers': /^[\w-]+(, ?[\w-]+)*$/.test(requested) ? requested : 'content-type',
    'access-control-max-age': '600',
  }
}

/**
 * Returns whether a request comes from the app's own origin, or not from a browser. A page cannot set `Sec-Fetch-Site`, and
 * the header follows redirects, but browsers omit it on plain http. `Origin` is missing in GET requests within one origin,
 * and in requests of programs that are not browsers.
 */
function isOwn({ url, headers }: RequestSource, origin: string | undefined): boolean {
  const site = readHeader(headers, 'sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return origin === undefined || isSameHost(origin, readHeader(headers, 'host') ?? hostIn(url))
}

/** Compares hosts only: behind a proxy that terminates TLS, the app does not know its own scheme. */
function isSameHost(origin: string, host: string | undefined): boolean {
  if (host === undefined || !/^[^/?#@\\\s]+$/.test(host) || !URL.canParse(origin)) return false
  const { protocol, host: expected } = new URL(origin)
  const own = `${protocol}//${host}`
  return expected !== '' && URL.canParse(own) && new URL(own).host === expected
}

function hostIn(url: string): string | undefined {
  return /^https?:\/\/([^/?#]+)/i.exec(url)?.[1]
}

/** Every sandboxed page sends `null`, so it is rejected. Native apps have their own schemes, for example `capacitor://localhost`. */
function isOrigin(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[a-z][a-z0-9+.-]*:\/\/[^/?#@*\s]+$/.test(value)) return false
  return !/^https?:/.test(value) || (URL.canParse(value) && new URL(value).origin === value)
}
