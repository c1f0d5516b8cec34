import { inAnyEncoding } from './secret-pattern.ts'

const hidden = '[redacted]'

/** Deeper than any error body seen; a hostile one must not exhaust the stack. */
const deepest = 32

/** A longer one would make a pattern that costs more than it protects; no header or address takes it. */
const longestSecret = 4_096

/**
 * Replaces secrets in a text, in whatever encoding a server or a URL parser wrote them, and what addresses hold that is
 * secret by its place: values of a query, and credentials before the host.
 */
export function redactText(text: string, secrets: readonly string[]): string {
  return createRedactor(secrets)(text)
}

type Redactor = (text: string) => string

function createRedactor(secrets: readonly string[]): Redactor {
  const patterns = withQueryValues(secrets).map((secret) => inAnyEncoding(secret))
  return (text) => redactAddresses(patterns.reduce((result, pattern) => result.replace(pattern, hidden), text))
}

/** An address that is secret as a whole is quoted in part, or normalised: then the values of its query must not show. */
function withQueryValues(secrets: readonly string[]): string[] {
  const values = secrets.flatMap((secret) => {
    const query = secret.indexOf('?')
    if (query < 0 || !/^https?:/i.test(secret)) return []
    const pairs = secret
      .slice(query + 1)
      .split('#', 1)[0]!
      .split('&')
    return pairs.map((pair) => decoded(pair.slice(pair.indexOf('=') + 1)))
  })
  return (
    [...secrets, ...values]
      // Secrets of fewer than 4 characters are left alone: they would shred every sentence.
      .filter(({ length }) => length >= 4 && length <= longestSecret)
      // The longest first: a secret may hold another one.
      .toSorted((one, other) => other.length - one.length)
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

/**
 * Returns a text without what addresses in it may hold that is secret: the values of a query, such as the `key` of a
 * webhook's address, and credentials before the host. For log lines that quote an address.
 *
 * @example redactAddresses('POST /wazzup?key=s3cret') // 'POST /wazzup?key=[redacted]'
 */
export function redactAddresses(text: string): string {
  return text
    .replace(/(:\/\/)[^\s/?#@"'<>]+@/g, `$1${hidden}@`)
    .replace(/([?&][^\s?&=#"'<>]{1,100}=)[^\s&#"'<>]+/g, `$1${hidden}`)
}

/** A copy of parsed JSON without the secrets, in values and in keys. */
export function redact(value: unknown, secrets: readonly string[]): unknown {
  return redactInside(value, createRedactor(secrets), 0)
}

function redactInside(value: unknown, redactor: Redactor, depth: number): unknown {
  if (typeof value === 'string') return redactor(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > deepest) return hidden
  if (Array.isArray(value)) return value.map((item) => redactInside(item, redactor, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redactor(key), redactInside(item, redactor, depth + 1)]),
  )
}

/**
 * Returns a cause that is safe to log: name, message and code of the failure and of what caused it, and nothing else.
 * HTTP clients attach whole requests to their errors, and undici quotes a header that it rejects, key included.
 */
export function safeCause(error: unknown, secrets: readonly string[], depth = 0): Error {
  const { name, message, code, cause } = (typeof error === 'object' && error !== null ? error : {}) as Partial<
    Error & { code: unknown }
  >
  const text = typeof message === 'string' ? message : typeof error === 'string' ? error : ''
  const safe = new Error(redactText(text, secrets))
  // The stack would repeat our own frames, which the outer error already has.
  delete safe.stack
  if (typeof name === 'string') safe.name = redactText(name, secrets)
  if (typeof code === 'string') Object.assign(safe, { code: redactText(code, secrets) })
  if (typeof code === 'number') Object.assign(safe, { code })
  if (cause !== undefined && depth < 3) safe.cause = safeCause(cause, secrets, depth + 1)
  return safe
}
