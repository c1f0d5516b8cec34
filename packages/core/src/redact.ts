const hidden = '[redacted]'

/** Deeper than any error body seen; a hostile one must not exhaust the stack. */
const deepest = 32

/** Replaces secrets in a text. Secrets of fewer than 4 characters are left alone: they would shred every sentence. */
export function redactText(text: string, secrets: readonly string[]): string {
  let result = text
  for (const secret of secrets) {
    if (secret.length < 4) continue
    result = result.replaceAll(secret, hidden)
    // Servers echo what they got, in whatever encoding they met it.
    const encoded = encodeURIComponent(secret)
    if (encoded !== secret) result = result.replaceAll(encoded, hidden)
  }
  return result
}

/** A copy of parsed JSON without the secrets, in values and in keys. */
export function redact(value: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof value === 'string') return redactText(value, secrets)
  if (typeof value !== 'object' || value === null) return value
  if (depth > deepest) return hidden
  if (Array.isArray(value)) return value.map((item) => redact(item, secrets, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redactText(key, secrets), redact(item, secrets, depth + 1)]),
  )
}

/**
 * A cause that is safe to log: name, message and code of the failure and of what caused it, and nothing else.
 * HTTP clients hang whole requests on their errors, and undici quotes a header it refuses, key included.
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
