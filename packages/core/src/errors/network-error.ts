import { WazzupError, type ErrorContext } from './wazzup-error.ts'

/**
 * Why a call got no response that could be read: the connection failed, the time was up, the caller aborted, the response
 * was cut off or not JSON, or it was a redirect. Redirects are never followed, because they would pass on the key.
 */
export type NetworkReason = 'connection' | 'timeout' | 'aborted' | 'unreadable' | 'redirect'

/** A call that got no response, or none that could be read. */
export class WazzupNetworkError extends WazzupError {
  override readonly name = 'WazzupNetworkError'
  readonly reason: NetworkReason

  constructor(message: string, reason: NetworkReason, context: ErrorContext, cause?: Error) {
    super(`${context.endpoint ?? 'call'}: ${message}`, context, cause)
    this.reason = reason
  }
}
