import { createInputError } from '../errors/validation-error.ts'
import { readHeader } from '../inbound/read-header.ts'
import type { InboundRequest } from '../inbound/target.ts'

/** The parts of a request that say where it comes from. */
export type RequestSource = Pick<InboundRequest, 'url' | 'headers'>

/** Whether a page may call the gateway, and the CORS headers of every response to it. */
export interface OriginVerdict {
  isAllowed: boolean
  headers: Readonly<Record<string, string>>
}

/**
 * Returns the check of where requests come from. A browser adds the cookies of the app to requests of every page, so a
 * cookie proves nothing about the page. Allowed are the app's own origin, the listed ones, and clients that are no browser.
 *
 * @throws WazzupValidationError when a listed origin can never match.
 */
export function createOriginCheck(origins: readonly string[] = []): (source: RequestSource) => OriginVerdict {
  if (!Array.isArray(origins) || !origins.every((each) => isOrigin(each))) {
    const message = 'must be a list of origins as browsers send them, for example ["https://app.example.com"]'
    throw createInputError([{ path: 'origins', message }])
  }
  const listed = new Set(origins)
  // A cache must not give the response for one origin to another.
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

/** Whether a browser asks what it may send to another origin. */
export function isPreflight({ method, headers }: Pick<InboundRequest, 'method' | 'headers'>): boolean {
  return method === 'OPTIONS' && (readHeader(headers, 'access-control-request-method') ?? '') !== ''
}

/** Returns the headers for a page of a listed origin; the request that follows is checked on its own. */
export function createPreflightHeaders({ headers }: Pick<InboundRequest, 'headers'>): Record<string, string> {
  const requested = readHeader(headers, 'access-control-request-headers') ?? ''
  return {
    'access-control-allow-methods': 'GET, POST, PATCH, DELETE',
    'access-control-allow-headers': /^[\w-]+(, ?[\w-]+)*$/.test(requested) ? requested : 'content-type',
    'access-control-max-age': '600',
  }
}

/**
 * `Sec-Fetch-Site` cannot be set by a page and follows redirects, but browsers leave it out on plain http. `Origin` is
 * left out of reads within an origin, and by clients that are no browser.
 */
function isOwn({ url, headers }: RequestSource, origin: string | undefined): boolean {
  const site = readHeader(headers, 'sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return origin === undefined || isSameHost(origin, readHeader(headers, 'host') ?? hostIn(url))
}

/** The scheme is not compared: behind a proxy that ends TLS, the app does not know its own. */
function isSameHost(origin: string, host: string | undefined): boolean {
  if (host === undefined || !/^[^/?#@\\\s]+$/.test(host) || !URL.canParse(origin)) return false
  const { protocol, host: expected } = new URL(origin)
  const own = `${protocol}//${host}`
  return expected !== '' && URL.canParse(own) && new URL(own).host === expected
}

function hostIn(url: string): string | undefined {
  return /^https?:\/\/([^/?#]+)/i.exec(url)?.[1]
}

/** `null` is what every sandboxed page sends. Apps in a shell have schemes of their own: `capacitor://localhost`. */
function isOrigin(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[a-z][a-z0-9+.-]*:\/\/[^/?#@*\s]+$/.test(value)) return false
  return !/^https?:/.test(value) || (URL.canParse(value) && new URL(value).origin === value)
}
