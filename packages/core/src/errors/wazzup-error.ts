import type { WazzupApiError } from './api-error.ts'
import type { ApiErrorCode } from './codes/api-codes.ts'
import type { Effect } from './codes/error-facts.ts'
import type { DeliveryErrorCode } from './codes/delivery-codes.ts'
import { isSameCode } from './codes/look-up-code.ts'
import type { WazzupNetworkError } from './network-error.ts'
import type { WazzupValidationError } from './validation-error.ts'

/** Every known code; open for new ones. */
export type ErrorCode = ApiErrorCode | DeliveryErrorCode | (string & {})

/** What all errors of a call say. */
export interface ErrorContext {
  /** The method that failed, `messages.send`. */
  endpoint?: string | undefined
  effect: Effect
  /** How many requests were made; 0 when none left. */
  attempts: number
  /** The id under which a failed send may have been accepted. */
  crmMessageId?: string | undefined
}

// Found on every instance, so that two copies of this package (ESM and CommonJS) know each other's errors.
const brand = Symbol.for('wazzup-kit.error')

/** The one family of errors. Holds no key, no request and no value that was sent. */
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
 * Whether a value is an error of this package, from whichever copy of it, and optionally one with this code.
 * The code matches in both of Wazzup's spellings: `repeatedCrmMessageId` is `REPEATED_CRM_MESSAGE_ID`.
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
