/**
 * Returns what is wrong with a `baseUrl`. An empty string means the default: it often comes from an unset environment
 * variable.
 */
export function baseUrlProblem(baseUrl: unknown): string | undefined {
  if (baseUrl === '') return undefined
  // `new URL` alone also accepts "http:host", and spaces and line breaks around and inside of an address. It accepts these as
  // a host, but they are mistakes: a second scheme, a list, or an unfilled template.
  if (
    typeof baseUrl !== 'string' ||
    !/^https?:\/\/[^/\s\\][^\s\\]*$/i.test(baseUrl) ||
    !isUrl(baseUrl) ||
    /^https?:\/\/(https?:|[^/]*[${}*,])/i.test(baseUrl)
  )
    return 'must be an absolute http(s) URL, for example "https://api.wazzup24.com"'
  return /[?#]|:\/\/[^/]*@/.test(baseUrl) ? 'must have no query, fragment or credentials' : undefined
}

/** Replaces `URL.canParse`, which some browsers in use do not have. */
export function isUrl(text: string): boolean {
  try {
    return new URL(text).hostname !== ''
  } catch {
    return false
  }
}

/**
 * Returns the base without trailing slashes and without `/v3`, which every path starts with. Undefined if no base is
 * set.
 */
export function normalizeBaseUrl(baseUrl: string | undefined): string | undefined {
  if (!baseUrl) return undefined
  let end = baseUrl.length
  while (baseUrl[end - 1] === '/') end--
  const base = baseUrl.slice(0, end)
  return base.endsWith('/v3') ? base.slice(0, -3) : base
}
