/**
 * Kind of a failure to post: `refused`: no server listens on the port; `unknown host`: the name has no address;
 * `unreachable`: no route to the host; `tls`: the certificate or the handshake; `timeout`: no response in time;
 * `connection broken`: closed before a response; `not http`: the response is not HTTP; `blocked port`: fetch never uses
 * this port; `other`: anything else.
 */
export type PostFailureReason =
  | 'refused'
  | 'unknown host'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'connection broken'
  | 'not http'
  | 'blocked port'
  | 'other'

/** Why an address did not respond to a delivery. */
export interface PostFailure {
  /** Kind of the failure. */
  readonly reason: PostFailureReason
  /** Code of the system or of TLS, for example `ECONNREFUSED` or `DEPTH_ZERO_SELF_SIGNED_CERT`; absent without one. */
  readonly code?: string | undefined
}

/** Thrown when the time for a response is over. */
export class NoResponseInTime extends Error {}

const reasons: readonly (readonly [RegExp, PostFailureReason])[] = [
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ENOTFOUND|EAI_\w+)$/, 'unknown host'],
  [/^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)$/, 'unreachable'],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET)$/, 'connection broken'],
  [/^HPE_/, 'not http'],
  [/^(ERR_(TLS|SSL|OSSL)_|EPROTO$|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA)/, 'tls'],
]

/** Returns the first code of an error or its causes. Only codes are kept, because a message may contain the address. */
function codeOf(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 5) return undefined
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]*$/.test(code) ? code : codeOf(cause, depth + 1)
}

/** Returns the reason of an error of fetch that has no code. */
function reasonOf(error: unknown): PostFailureReason {
  const { cause } = error as { cause?: unknown }
  const { message, name } = cause instanceof Error ? cause : { message: '', name: '' }
  if (message === 'bad port') return 'blocked port'
  return name === 'HTTPParserError' ? 'not http' : 'other'
}

/** Returns why a fetch failed. */
export function toPostFailure(error: unknown): PostFailure {
  if (error instanceof NoResponseInTime) return { reason: 'timeout' }
  const code = codeOf(error)
  if (code === undefined) return { reason: error instanceof Error ? reasonOf(error) : 'other' }
  const [, reason = 'other'] = reasons.find(([pattern]) => pattern.test(code)) ?? []
  return { reason, code }
}

/** Returns a failure as words of a log: `no response: refused (ECONNREFUSED)`. */
export function describeFailure({ reason, code }: PostFailure): string {
  return `no response: ${reason}${code === undefined ? '' : ` (${code})`}`
}
