import type { WazzupApiError } from './api-error.ts'
import type { ApiErrorCode } from './codes/api-codes.ts'
import type { Effect } from './codes/error-facts.ts'
import type { DeliveryErrorCode } from './codes/delivery-codes.ts'
import { isSameCode } from './codes/look-up-code.ts'
import type { WazzupNetworkError } from './network-error.ts'
import type { WazzupValidationError } from './validation-error.ts'

/** A known error code. Any other string is allowed too, because Wazzup adds codes. */
export type ErrorCode = ApiErrorCode | DeliveryErrorCode | (string & {})

/** The fields that all errors of a call have. */
export interface ErrorContext {
  /** The method that failed, for example `messages.send`. */
  endpoint?: string | undefined
  effect: Effect
  /** Number of requests that were made. */
  attempts: number
  /** The id under which a failed send may have been accepted. */
  crmMessageId?: string | undefined
}

// Found on every instance, so that two copies of this package (ESM and CommonJS) know each other's errors.
const brand = Symbol.for('wazzup-kit.error')

/** Base class of all errors of this package. Contains no key, no request and no value that was sent. */
export abstract class WazzupError extends Error {
  readonly effect: Effect
  readonly endpoint: string | undefined
  readonly attempts: number
  readonly crmMessageId: string | undefined

  constructor(message: string, context: ErrorContext, cause?: Error) {
    super(message, cause && { cause })
    this.effect = context.effect
    this.endpoint = context.endpoint
    this.attempts = context.attempts
    this.crmMessageId = context.crmMessageId
    Object.defineProperty(this, brand, { value: true })
  }

  /** A plain object for logs: the message and every field, without the stack. */
  toJSON(): Record<string, unknown> {
    return { ...(this as object), name: this.name, message: this.message }
  }
}

/**
 * Returns whether a value is an error of this package and, with `code`, whether it has this code. Also recognises errors
 * of another copy of this package. Both spellings of a code match: `repeatedCrmMessageId` and `REPEATED_CRM_MESSAGE_ID`.
 *
 * @example
 * if (isWazzupError(error, 'CHANNEL_NOT_ACTIVE')) await askOwnerToConnect()
 */
export function isWazzupError<Code extends ErrorCode>(
  value: unknown,
  code: Code,
): value is WazzupApiError & { code: string }
export function isWazzupError(value: unknown): value is WazzupApiError | WazzupNetworkError | WazzupValidationError
export function isWazzupError(value: unknown, code?: string): boolean {
  if (typeof value !== 'object' || value === null || !(brand in value)) return false
  const own = (value as { code?: unknown }).code
  return code === undefined || (typeof own === 'string' && isSameCode(own, code))
}
