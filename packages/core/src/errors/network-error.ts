import { WazzupError, type ErrorContext } from './wazzup-error.ts'

/**
 * The reason why a call got no readable response: the connection failed, the call timed out, the caller aborted it, the
 * response was cut off or not JSON, or it was a redirect. Redirects are never followed, because they would pass on the key.
 */
export type NetworkReason = 'connection' | 'timeout' | 'aborted' | 'unreadable' | 'redirect'

/** A call that got no response, or an unreadable one. */
export class WazzupNetworkError extends WazzupError {
  /** Name of the class, also in a minified bundle. */
  override readonly name = 'WazzupNetworkError'
  /** Why the call got no readable response. */
  readonly reason: NetworkReason

  constructor(message: string, reason: NetworkReason, context: ErrorContext, cause?: Error) {
    super(`${context.endpoint ?? 'call'}: ${message}`, context, cause)
    this.reason = reason
  }
}
