import type { RejectionOptions } from '../api/rejections.ts'
import type { Code } from '../api/responses.ts'

/**
 * What can go wrong with one request, and what may be set about it.
 *
 * Nothing takes effect: `connection reset`, `too many requests`, `server error`, `redirect`.
 * Everything else lets the request take effect first.
 */
export interface CallFaultSettings {
  /** The connection breaks before anything was accepted. */
  'connection reset': {}
  /** The request takes effect, then the connection breaks without a byte of an answer. */
  'response lost': {}
  /** The request takes effect at once; the answer begins after `ms`, 2000 unless told otherwise. */
  'slow headers': { ms?: number | undefined }
  /** Headers at once, the body in pieces over `ms`, 2000 unless told otherwise. */
  'slow body': { ms?: number | undefined }
  /** Headers and the first half of the body at once, the rest never. */
  'stalled body': {}
  /** Headers and the first half of the body, then the connection breaks. */
  'broken body': {}
  /** A complete answer as HTTP has it, with half of its JSON. */
  'truncated json': {}
  /** The status of the true answer and no body. */
  'empty response': {}
  /**
   * 429 with an empty body. Without `retryAfter` there is no such header, as documented; with it the wait is
   * `ms`, 5000 unless told otherwise.
   */
  'too many requests': { retryAfter?: 'absent' | 'seconds' | 'http date' | undefined; ms?: number | undefined }
  /** A page of HTML with `status`, 500 unless told otherwise. `page` is its text. */
  'server error': { status?: number | undefined; html?: string | undefined }
  /** The same, although the request took effect; seen live for a send. */
  'server error after acceptance': { status?: number | undefined; html?: string | undefined }
  /** 302 to `location`, another origin unless told otherwise. */
  redirect: { status?: 301 | 302 | 303 | 307 | 308 | undefined; location?: string | undefined }
}

/** A fault by its name. */
export type CallFaultKind = keyof CallFaultSettings

/** All faults by name, as a list to draw from. */
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

/** A fault with its settings: `{ kind: 'slow body', ms: 500 }`. */
export type CallFault = { [Kind in CallFaultKind]: { kind: Kind } & CallFaultSettings[Kind] }[CallFaultKind]

/** An error of Wazzup's catalogue, answered on command. */
export interface CommandedError extends RejectionOptions {
  kind: 'api error'
  code: Code
  /** Whether the request takes effect although an error is answered; `none` unless told otherwise. */
  effect?: 'none' | 'accepted' | undefined
}
