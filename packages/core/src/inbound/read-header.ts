/** Headers of a request: a `Headers`, or an object with names in lower case, as Node has it. */
export type HeadersLike =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>

/** Returns a header by its name in lower case; undefined when it is missing or was sent several times. */
export function readHeader(headers: HeadersLike, name: string): string | undefined {
  if (isHeaders(headers)) return headers.get(name) ?? undefined
  // HTTP/2 sends the host as `:authority`.
  const value = headers[name] ?? (name === 'host' ? headers[':authority'] : undefined)
  return typeof value === 'string' ? value : undefined
}

function isHeaders(headers: HeadersLike): headers is { get(name: string): string | null } {
  return typeof headers.get === 'function'
}
