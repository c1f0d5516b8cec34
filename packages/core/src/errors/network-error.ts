import { WazzupError, type ErrorContext } from './wazzup-error.ts'

/**
 * Why no intelligible answer came: the connection failed, time was up, the caller aborted, the answer could not be
 * read (truncated or not JSON), or it was a redirect, which is never followed because the key would travel along.
 */
export type NetworkReason = 'connection' | 'timeout' | 'aborted' | 'unreadable' | 'redirect'

/** Nobody answered, or not intelligibly. */
export class WazzupNetworkError extends WazzupError {
  override readonly name = 'WazzupNetworkError'
  readonly reason: NetworkReason

  constructor(message: string, reason: NetworkReason, context: ErrorContext, cause?: Error) {
    super(`${context.endpoint ?? 'call'}: ${message}`, context, cause)
    this.reason = reason
  }
}
