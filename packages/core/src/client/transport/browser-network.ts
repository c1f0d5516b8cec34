// What a page in a browser knows of its network. Elsewhere none of these globals exists, and nothing is known.

interface PageGlobals {
  navigator?: { onLine?: boolean | undefined } | undefined
  location?: { origin?: string | undefined } | undefined
  document?: unknown
}

/** Names of this very machine, which is reached without a network. */
const loopback = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/

/** Whether the browser has no network at all, so that a request to this address cannot leave. */
export function isOffline(url: string): boolean {
  if ((globalThis as PageGlobals).navigator?.onLine !== false) return false
  return !loopback.test(new URL(url).hostname)
}

/** Whether a page asks an origin other than its own, which the browser allows only where CORS does. */
export function isCrossOrigin(url: string): boolean {
  const { document, location } = globalThis as PageGlobals
  return document !== undefined && location?.origin !== undefined && new URL(url).origin !== location.origin
}
