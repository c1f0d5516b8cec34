/** Creates the error of fetch for a request without a response. Its `cause` has the system's `code`. */
export function failed(cause: unknown): TypeError {
  return new TypeError('fetch failed', { cause })
}

/** Creates the error of fetch for a body that ended before it was complete. */
export function terminated(cause: unknown): TypeError {
  return new TypeError('terminated', { cause })
}
