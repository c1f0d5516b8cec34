import type { ApiErrorCode } from './codes/api-codes.ts'
import type { Effect } from './codes/error-facts.ts'
import type { DeliveryErrorCode } from './codes/delivery-codes.ts'

/** A known error code. Any other string is allowed too, because Wazzup adds codes. */
export type ErrorCode = ApiErrorCode | DeliveryErrorCode | (string & {})

/** The fields that all errors of a call share. */
export interface ErrorContext {
  /** The method that failed, for example `messages.send`. */
  endpoint?: string | undefined
  /** Effect of the failed call. */
  effect: Effect
  /** Number of requests that were made. */
  attempts: number
  /** The id under which a failed send may have been accepted. */
  crmMessageId?: string | undefined
}

// Marks every instance, so that two copies of this package (ESM and CommonJS) recognise each other's errors.
export const brand = Symbol.for('wazzup-kit.error')

/** Base class of all errors of this package. Contains no key, no request and no value that was sent. */
export abstract class WazzupError extends Error {
  /** Effect of the failed call: `none` when Wazzup did nothing, `unknown` when it may have done its work. */
  readonly effect: Effect
  /** Name of the method that failed, for example `messages.send`. */
  readonly endpoint: string | undefined
  /** Number of requests that the call made. */
  readonly attempts: number
  /** The id under which a failed send may have been accepted; undefined for other calls. */
  readonly crmMessageId: string | undefined

  constructor(message: string, context: ErrorContext, cause?: Error) {
    super(message, cause && { cause })
    this.effect = context.effect
    this.endpoint = context.endpoint
    this.attempts = context.attempts
    this.crmMessageId = context.crmMessageId
    Object.defineProperty(this, brand, { value: true })
  }

  /** Returns a plain object for logs: the message and every field, without the stack. */
  toJSON(): Record<string, unknown> {
    return { ...(this as object), name: this.name, message: this.message }
  }
}
