import type { Issue } from '../schema/issues.ts'

const example = 'for example "https://api.wazzup24.com"'

/** Says what is wrong with a `baseUrl`. An empty one stands for none: it comes from an environment variable that is not set. */
export function baseUrlIssue(baseUrl: unknown): Issue | undefined {
  if (baseUrl === undefined || baseUrl === '') return undefined
  const message = messageOf(baseUrl)
  return message === undefined ? undefined : { path: 'baseUrl', message }
}

function messageOf(baseUrl: unknown): string | undefined {
  if (typeof baseUrl !== 'string') return `must be text: an absolute http(s) URL, ${example}`
  // `new URL` would also take "http:host", and blanks and line breaks around and inside of an address.
  if (!/^https?:\/\/[^/\s\\][^\s\\]*$/i.test(baseUrl) || !isUrl(baseUrl))
    return `must be an absolute http(s) URL, ${example}`
  // The parser takes these for a host: one scheme too many, a list, or a template that was not filled in.
  if (/^https?:\/\/(https?:|[^/]*[${}*,])/i.test(baseUrl)) return `must be an absolute http(s) URL, ${example}`
  if (/[?#]|:\/\/[^/]*@/.test(baseUrl)) return 'must have no query, fragment or credentials'
  return undefined
}

/** `URL.canParse` is younger than some browsers that are still in use. */
function isUrl(text: string): boolean {
  try {
    return new URL(text).hostname !== ''
  } catch {
    return false
  }
}

/** Returns the base without trailing slashes and without `/v3`, which every path brings itself. Undefined where there is none. */
export function normalizeBaseUrl(baseUrl: string | undefined): string | undefined {
  if (!baseUrl) return undefined
  let end = baseUrl.length
  while (baseUrl[end - 1] === '/') end--
  const base = baseUrl.slice(0, end)
  return base.endsWith('/v3') ? base.slice(0, -3) : base
}
