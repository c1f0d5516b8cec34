/** Returns the key or token in a header `Authorization` of the Bearer scheme; undefined when there is none. */
export function bearerOf(header: string | null): string | undefined {
  return /^Bearer +(\S+)$/i.exec(header?.trim() ?? '')?.[1]
}
