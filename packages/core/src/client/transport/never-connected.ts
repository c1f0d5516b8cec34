/** System calls before a connection stands: when they fail, no byte of the request was sent. */
const connecting = new Set(['connect', 'getaddrinfo'])

/**
 * Failures that can only happen before a request is written: undici's own connect timeout, an address that is none, and
 * a certificate that is not accepted. A system code such as EHOSTUNREACH is not among them, because `read` fails with it
 * too, long after the request has left.
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

/** How far causes are followed. */
const deepest = 5

/** Whether a failure of `fetch` proves that no connection stood, so that nothing was sent. Doubt is no proof. */
export function provesNotConnected(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > deepest) return false
  const { code, syscall, errors, cause } = error as Record<'code' | 'syscall' | 'errors' | 'cause', unknown>
  // Node tries every address of a name and reports the failures together: each has to be proof.
  if (Array.isArray(errors) && errors.length > 0) return errors.every((each) => provesNotConnected(each, depth + 1))
  if (typeof code === 'string' && (beforeRequest.has(code) || connecting.has(syscall as string))) return true
  // A connection that was read from or written to stood, whatever went wrong before it.
  if (typeof syscall === 'string') return false
  return provesNotConnected(cause, depth + 1)
}
