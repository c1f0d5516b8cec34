// These globals exist in the pages of a browser. In other runtimes, both functions return false.

interface PageGlobals {
  navigator?: { onLine?: boolean | undefined } | undefined
  location?: { origin?: string | undefined } | undefined
  document?: unknown
}

/** Host names of the local machine, which can be reached without a network. */
const loopback = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/

/** Whether the browser is offline, so that a request to this address cannot be sent. */
export function isOffline(url: string): boolean {
  if ((globalThis as PageGlobals).navigator?.onLine !== false) return false
  return !loopback.test(new URL(url).hostname)
}

/** Whether a page calls an origin other than its own, which the browser allows only with CORS. */
export function isCrossOrigin(url: string): boolean {
  const { document, location } = globalThis as PageGlobals
  return document !== undefined && location?.origin !== undefined && new URL(url).origin !== location.origin
}
