import type { WazzupApiError } from './api-error.ts'
import { isSameCode } from './codes/look-up-code.ts'
import type { WazzupNetworkError } from './network-error.ts'
import type { WazzupValidationError } from './validation-error.ts'
import { brand, type ErrorCode } from './wazzup-error.ts'

/** The fields of a {@link WazzupApiError} on an error without a response of Wazzup: always undefined. */
interface WithoutResponse {
  readonly code?: undefined
  readonly status?: undefined
  readonly meaning?: undefined
  readonly remedy?: undefined
  readonly retry?: undefined
}

/** An error of a call. `code`, `status`, `meaning`, `remedy` and `retry` are undefined if Wazzup returned no error. */
type CallError = WazzupApiError | (WazzupNetworkError & WithoutResponse) | (WazzupValidationError & WithoutResponse)

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
export function isWazzupError(value: unknown): value is CallError
export function isWazzupError(value: unknown, code?: string): boolean {
  if (typeof value !== 'object' || value === null || !(brand in value)) return false
  const own = (value as { code?: unknown }).code
  return code === undefined || (typeof own === 'string' && isSameCode(own, code))
}
