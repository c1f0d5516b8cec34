/** System calls that come before a connection exists. If one of them fails, no byte of the request was sent. */
const connecting = new Set(['connect', 'getaddrinfo'])

/**
 * Codes of failures that can only happen before a request is written: undici's connect timeout, an invalid URL, and an
 * invalid certificate. System codes such as EHOSTUNREACH are missing, because `read` can also fail with them, after the
 * request was sent.
 */
const beforeRequest = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
])

/** Maximum depth of nested causes. */
const deepest = 5

/**
 * Whether a failure of `fetch` proves that there was no connection, so that nothing was sent. Returns false if in
 * doubt.
 */
export function provesNotConnected(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > deepest) return false
  const { code, syscall, errors, cause } = error as Record<'code' | 'syscall' | 'errors' | 'cause', unknown>
  // Node tries each address of a host name and reports all failures together, so each of them must be a proof.
  if (Array.isArray(errors) && errors.length > 0) return errors.every((each) => provesNotConnected(each, depth + 1))
  const name = typeof code === 'string' ? code : ''
  if (name && (beforeRequest.has(name) || connecting.has(syscall as string))) return true
  // Any other system call, for example `read` or `write`, needs a connection. So do the other errors of undici.
  if (typeof syscall === 'string' || name.startsWith('UND_ERR_')) return false
  return provesNotConnected(cause, depth + 1)
}
