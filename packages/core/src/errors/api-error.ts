import type { Actor, RetryAdvice, Scope } from './codes/error-facts.ts'
import { WazzupError, type ErrorCode, type ErrorContext } from './wazzup-error.ts'

/** The fields of a {@link WazzupApiError} that are not in its context. */
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
  scope: Scope
  docUrl: string
  raw: unknown
}

/** An error that Wazzup returned, or the gateway behind `baseUrl`. */
export class WazzupApiError extends WazzupError {
  /** Name of the class, also in a minified bundle. */
  override readonly name = 'WazzupApiError'
  /** HTTP status. */
  readonly status: number
  /**
   * Wazzup's code in the spelling of the response, or undefined. Compare it with {@link isWazzupError}, which accepts
   * both spellings.
   */
  readonly code: ErrorCode | undefined
  /** Description that Wazzup or the gateway returned. */
  readonly description: string | undefined
  /** Wazzup's details: an object, an array of `{ index, fields }`, a number. */
  readonly data: unknown
  /** Names of the invalid fields, if the response names any. */
  readonly fields: readonly string[]
  /** Id of the request, for Wazzup's support. */
  readonly requestId: string | undefined
  /** Milliseconds to wait, from the header `Retry-After`. */
  readonly retryAfter: number | undefined
  /** What happened, in one sentence. */
  readonly meaning: string
  /** What to do, in one sentence. */
  readonly remedy: string
  /** Whether the same call may succeed: never, later, or now (after a short wait). */
  readonly retry: RetryAdvice
  /** Who must act. */
  readonly actor: Actor
  /** What would have to change: the call, the message, the chat (another messenger may do), the channel (another number may do) or the account. Our assumption. */
  readonly scope: Scope
  /** Address of the documentation of this code. */
  readonly docUrl: string
  /** The whole body, parsed if it is JSON, without secrets. */
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
    this.scope = details.scope
    this.docUrl = details.docUrl
    this.raw = details.raw
  }
}
