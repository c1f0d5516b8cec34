/** The error of fetch for a request that did not get its answer; the system's `code` is on the cause. */
export function failed(cause: unknown): TypeError {
  return new TypeError('fetch failed', { cause })
}

/** The error of fetch for a body that ended before it was complete. */
export function terminated(cause: unknown): TypeError {
  return new TypeError('terminated', { cause })
}
