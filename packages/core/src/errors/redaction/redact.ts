import type { WazzupError } from '../wazzup-error.ts'
import { inAnyEncoding } from './secret-pattern.ts'

const hidden = '[redacted]'

/** Maximum depth of a body, so that a hostile one cannot exhaust the stack. Observed bodies are less deep. */
const deepest = 32

/** Maximum length of a secret. A longer one does not fit into a header or an address, and its pattern would be slow. */
const longestSecret = 4_096

/**
 * Replaces the secrets in a text, also where a server or a URL parser has encoded them. Also replaces all query values and
 * credentials in addresses, because these may be secrets too.
 */
export function redactText(text: string, secrets: readonly string[]): string {
  return createRedactor(secrets)(text)
}

type Redactor = (text: string) => string

function createRedactor(secrets: readonly string[]): Redactor {
  const patterns = withQueryValues(secrets).map((secret) => inAnyEncoding(secret))
  return (text) => redactAddresses(patterns.reduce((result, pattern) => result.replace(pattern, hidden), text))
}

/**
 * Adds the query values of secrets that are addresses, because a server may quote only a part of an address, or a
 * normalised form.
 */
function withQueryValues(secrets: readonly string[]): string[] {
  const values = secrets.flatMap((secret) => {
    const [, query = ''] = /^https?:[^?]*\?([^#]*)/i.exec(secret) ?? []
    return [...new URLSearchParams(query)].map(([name, value]) => value || name)
  })
  return (
    [...secrets, ...values]
      // Secrets of fewer than 4 characters are not replaced, because they also occur in ordinary words.
      .filter(({ length }) => length >= 4 && length <= longestSecret)
      // The longest first, because a secret may contain another one.
      .toSorted((one, other) => other.length - one.length)
  )
}

/**
 * Returns a text without the parts of its addresses that may be secret: the values of a query or a fragment, such as the `key` of
 * a webhook's address, credentials before the host, and tokens (JWT), also outside of an address. Use it for log lines that quote
 * an address.
 *
 * @example redactAddresses('POST /wazzup?key=s3cret') // 'POST /wazzup?key=[redacted]'
 */
export function redactAddresses(text: string): string {
  // After a query that is a value as a whole, after a name, and in an address that was encoded. Then a JWT, which is two or
  // more objects in base64, joined by dots.
  const part =
    /(\/[^\s?&=#"'<>]{0,100}\?(?![^\s?&=#"'<>]{0,100}=[^=])|[?&#][^\s?&=#"'<>]{0,100}=|%(25)*(3f|23))[^\s&#"'<>]+|(eyJ[^\s?&=#"'<>]{0,100})?\.eyJ[^\s&#"'<>]+/gi
  return text.replace(/(:\/\/)[^\s/?#@"'<>]+@/g, `$1${hidden}@`).replace(part, `$1${hidden}`)
}

/** Returns a copy of parsed JSON whose values and keys contain no secrets. */
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
 * Returns a copy of an error that is safe to log. It has only the name, message and code of the error and of its causes.
 * HTTP clients attach whole requests to their errors, and undici quotes a header that it rejects, including the key.
 */
export function safeCause(error: unknown, secrets: readonly string[], depth = 0): Error {
  const { name, message, code, cause } = Object(error) as Partial<Error & { code: unknown }>
  const text = typeof message === 'string' ? message : typeof error === 'string' ? error : ''
  const safe = new Error(redactText(text, secrets))
  // The stack would be the one of this function, and the outer error already has it.
  delete safe.stack
  if (typeof name === 'string') safe.name = redactText(name, secrets)
  if (typeof code === 'string' || typeof code === 'number') Object.assign(safe, { code: redact(code, secrets) })
  if (cause !== undefined && depth < 3) safe.cause = safeCause(cause, secrets, depth + 1)
  return safe
}

/** Removes secrets from an error of a call that did not know them, and returns it. Its cause has none: it is of the network. */
export function redactError(error: WazzupError, secrets: readonly string[]): WazzupError {
  const { message, stack } = error
  return Object.assign(error, redact({ ...error, message, stack }, secrets))
}
