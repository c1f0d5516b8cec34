import type { Reply } from '../webhooks/delivery.ts'
import {
  isWazzupError,
  type WazzupApiError,
  type WazzupNetworkError,
  type WazzupValidationError,
} from './wazzup-error.ts'

type Known = WazzupApiError | WazzupNetworkError | WazzupValidationError

/**
 * Turns an error of this package into a reply of `application/problem+json` (RFC 9457): `type`, `title`, `status`,
 * `detail`, `code`, `effect`, `retry`, and `issues` for input that does not fit. It holds no key, no value that was
 * sent, nothing of Wazzup's body but the code, and no stack. Undefined for any other error.
 *
 * A refusal by Wazzup keeps its status, but for one of your key, which is no fault of whoever asks you (424). A failure of
 * Wazzup is a 502, or a 504 when time was up.
 */
export function problemOf(error: unknown): Reply | undefined {
  if (!isWazzupError(error)) return undefined
  const status = statusOf(error)
  const isRefusal = error.name === 'WazzupApiError'
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (isRefusal && error.retryAfter !== undefined) headers['retry-after'] = String(Math.ceil(error.retryAfter / 1_000))
  const body = {
    type: isRefusal ? error.docUrl : 'about:blank',
    title: titleOf(error),
    status,
    ...(isRefusal && { detail: error.meaning, code: error.code, retry: error.retry }),
    ...(error.name === 'WazzupValidationError' && error.direction === 'input' && { issues: error.issues }),
    effect: error.effect,
    ...(error.crmMessageId !== undefined && { crmMessageId: error.crmMessageId }),
  }
  return { status, body, headers }
}

function statusOf(error: Known): number {
  switch (error.name) {
    case 'WazzupApiError':
      if (error.status === 401 || error.status === 403) return 424
      return error.status >= 400 && error.status < 500 ? error.status : 502
    case 'WazzupNetworkError':
      return error.reason === 'timeout' ? 504 : 502
    default:
      return error.direction === 'input' ? 400 : 502
  }
}

function titleOf(error: Known): string {
  switch (error.name) {
    case 'WazzupApiError':
      return 'Wazzup refused the call'
    case 'WazzupNetworkError':
      return 'Wazzup did not answer'
    default:
      return error.direction === 'input' ? 'The input does not fit' : 'The answer of Wazzup does not fit'
  }
}
