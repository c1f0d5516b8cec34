import type { Issue } from '../schema/issues.ts'
import type { ApiErrorCode } from './codes/api-codes.ts'
import type { Actor, Effect, RetryAdvice } from './codes/error-facts.ts'
import type { DeliveryErrorCode } from './codes/delivery-codes.ts'
import { isSameCode } from './codes/find-facts.ts'

export type { Effect } from './codes/error-facts.ts'

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

/** What {@link WazzupApiError} carries beside its context. */
export interface ApiErrorDetails {
  status: number
  code: ErrorCode | undefined
  description: string | undefined
  data: unknown
  fields: readonly string[]
  requestId: string | undefined
  retryAfter: number | undefined
  meaning: string
  remedy: string
  retry: RetryAdvice
  actor: Actor
  docUrl: string
  raw: unknown
}

/** Wazzup answered with an error, or the gateway behind `baseUrl` did. */
export class WazzupApiError extends WazzupError {
  override readonly name = 'WazzupApiError'
  /** HTTP status. */
  readonly status: number
  /** Wazzup's code as it was spelled; undefined when the body held none. Compare with {@link isWazzupError}, which knows both spellings. */
  readonly code: ErrorCode | undefined
  /** Wazzup's own words, or those of the gateway. */
  readonly description: string | undefined
  /** Wazzup's details: an object, an array of `{ index, fields }`, a number. */
  readonly data: unknown
  /** Names of the offending fields, out of `data`. */
  readonly fields: readonly string[]
  /** For Wazzup's support. */
  readonly requestId: string | undefined
  /** Milliseconds that Wazzup asked to wait, from `Retry-After`. */
  readonly retryAfter: number | undefined
  /** What happened, in one sentence. */
  readonly meaning: string
  /** What to do about it. */
  readonly remedy: string
  /** Whether the same call may succeed: never, later, or now (after a short wait). */
  readonly retry: RetryAdvice
  /** Who has to act. */
  readonly actor: Actor
  /** The page of this code. */
  readonly docUrl: string
  /** The whole body, parsed when it was JSON. */
  readonly raw: unknown

  constructor(details: ApiErrorDetails, context: ErrorContext) {
    const { status, code, description, meaning } = details
    const what = code ?? `HTTP ${status}`
    super(
      `${context.endpoint ?? 'call'}: ${what}: ${description && description !== code ? description : meaning}`,
      context,
    )
    this.status = status
    this.code = code
    this.description = description
    this.data = details.data
    this.fields = details.fields
    this.requestId = details.requestId
    this.retryAfter = details.retryAfter
    this.meaning = meaning
    this.remedy = details.remedy
    this.retry = details.retry
    this.actor = details.actor
    this.docUrl = details.docUrl
    this.raw = details.raw
  }
}

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

/** Something does not fit its schema: what you gave (`input`, nothing was sent) or what came back (`output`, the call itself went through). */
export class WazzupValidationError extends WazzupError {
  override readonly name = 'WazzupValidationError'
  readonly direction: 'input' | 'output'
  /** What is wrong and where; never a value. */
  readonly issues: readonly Issue[]

  constructor(direction: 'input' | 'output', issues: readonly Issue[], context: ErrorContext, cause?: Error) {
    const [first] = issues
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
    const went = direction === 'output' ? 'the call went through, but its answer does not fit: ' : ''
    const what = first ? `${first.path || direction} ${first.message}` : direction
    super(`${context.endpoint ?? 'options'}: ${went}${what}${more}`, context, cause)
    this.direction = direction
    this.issues = issues
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
