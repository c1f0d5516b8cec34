/** Headers of a request: a `Headers`, or an object with names in lower case, as Node has it. */
export type HeadersLike =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Returns a header by its name in lower case; undefined when it is missing. Several values are joined by a comma, as a `Headers`
 * does it: a header that was sent twice must not count as missing.
 */
export function readHeader(headers: HeadersLike, name: string): string | undefined {
  if (isHeaders(headers)) return headers.get(name) ?? undefined
  // HTTP/2 sends the host as `:authority`.
  const value = headers[name] ?? (name === 'host' ? headers[':authority'] : undefined)
  return Array.isArray(value) ? value.join(', ') : (value as string | undefined)
}

function isHeaders(headers: HeadersLike): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function'
}
