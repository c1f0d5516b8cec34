import type { RejectionOptions } from '../api/rejections.ts'
import type { Code } from '../api/responses.ts'

/** Settings of an error page. */
interface ErrorPage {
  /**
   * Status of the response.
   *
   * @default 500
   */
  status?: number | undefined
  /**
   * Text of the page.
   *
   * @default a short page with the status
   */
  html?: string | undefined
}

/**
 * Kinds of faults that strike a call, with their settings.
 *
 * The call has no effect with `connection reset`, `too many requests`, `server error` and `redirect`. With every other
 * kind, it takes effect first.
 */
export interface CallFaultSettings {
  /** The connection breaks, and the call has no effect. */
  'connection reset': {}
  /** The call takes effect, then the connection breaks without a byte of the response. */
  'response lost': {}
  /** The call takes effect at once; the response begins later. */
  'slow headers': {
    /**
     * Milliseconds until the response begins.
     *
     * @default 2000
     */
    ms?: number | undefined
  }
  /** The headers are sent at once, the body in pieces. */
  'slow body': {
    /**
     * Milliseconds until the body is complete.
     *
     * @default 2000
     */
    ms?: number | undefined
  }
  /** The headers and the first half of the body are sent at once, the rest never. */
  'stalled body': {}
  /** The headers and the first half of the body are sent, then the connection breaks. */
  'broken body': {}
  /** A complete HTTP response that contains only half of its JSON. */
  'truncated json': {}
  /** The status of the true response, without a body. */
  'empty response': {}
  /** 429 with an empty body. */
  'too many requests': {
    /**
     * Form of the header `Retry-After`.
     *
     * @default 'absent', as documented
     */
    retryAfter?: 'absent' | 'seconds' | 'http date' | undefined
    /**
     * Milliseconds that `Retry-After` asks to wait.
     *
     * @default 5000
     */
    ms?: number | undefined
  }
  /** An HTML page with an error status. */
  'server error': ErrorPage
  /** The same, although the call took effect; observed in production for a send. */
  'server error after acceptance': ErrorPage
  /** A redirect. */
  redirect: {
    /**
     * Status of the response.
     *
     * @default 302
     */
    status?: 301 | 302 | 303 | 307 | 308 | undefined
    /**
     * Address of the redirect.
     *
     * @default an address of another origin
     */
    location?: string | undefined
  }
}

/** Name of a fault of calls. */
export type CallFaultKind = keyof CallFaultSettings

/** Names of all faults of calls. */
export const callFaultKinds: readonly CallFaultKind[] = [
  'connection reset',
  'response lost',
  'slow headers',
  'slow body',
  'stalled body',
  'broken body',
  'truncated json',
  'empty response',
  'too many requests',
  'server error',
  'server error after acceptance',
  'redirect',
]

/** A fault of calls with its settings: `{ kind: 'slow body', ms: 500 }`. */
export type CallFault = { [Kind in CallFaultKind]: { kind: Kind } & CallFaultSettings[Kind] }[CallFaultKind]

/** A response with an error code on command. */
export interface CommandedError extends RejectionOptions {
  kind: 'api error'
  code: Code
  /**
   * Whether the call takes effect although the response is an error.
   *
   * @default 'none'
   */
  effect?: 'none' | 'accepted' | undefined
}
