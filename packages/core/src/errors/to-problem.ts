import type { WebhookResponse } from '../webhooks/receive/delivery.ts'
import { isWazzupError } from './wazzup-error.ts'
import type { WazzupApiError } from './api-error.ts'
import type { WazzupNetworkError } from './network-error.ts'
import type { WazzupValidationError } from './validation-error.ts'

type Known = WazzupApiError | WazzupNetworkError | WazzupValidationError

/**
 * Turns an error of this package into a reply of `application/problem+json` (RFC 9457): `type`, `title`, `status`,
 * `detail`, `remedy`, `code`, `retry`, `actor`, `fields`, `effect`, `crmMessageId`, and `issues` for input that does not
 * fit. It holds no key, no value that was sent, nothing of Wazzup's body but the code and names of fields, and no stack.
 * Undefined for any other error. A client whose `baseUrl` answers with it throws the same error again.
 *
 * A refusal by Wazzup keeps its status, but for one of your key, which is no fault of whoever asks you (424). A failure of
 * Wazzup is a 502, or a 504 when time was up.
 */
export function toProblem(error: unknown): WebhookResponse | undefined {
  if (!isWazzupError(error)) return undefined
  const status = statusOf(error)
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (error.name === 'WazzupApiError' && error.retryAfter !== undefined)
    headers['retry-after'] = String(Math.ceil(error.retryAfter / 1_000))
  const body = {
    type: error.name === 'WazzupApiError' ? error.docUrl : 'about:blank',
    title: titleOf(error),
    status,
    ...detailsOf(error),
    effect: error.effect,
    ...(error.crmMessageId !== undefined && { crmMessageId: error.crmMessageId }),
  }
  return { status, body, headers }
}

function detailsOf(error: Known): object {
  switch (error.name) {
    case 'WazzupApiError': {
      const { meaning, remedy, code, retry, actor } = error
      // An error of another copy of this package may lack what this one has.
      const fields = (error.fields ?? []).filter((field) => isFieldName(field))
      return { detail: meaning, remedy, code, retry, actor, ...(fields.length > 0 && { fields }) }
    }
    case 'WazzupNetworkError':
      // A send in doubt that is called again without its id could be sent twice.
      return { retry: error.effect === 'unknown' && error.crmMessageId !== undefined ? 'never' : 'later' }
    default:
      return error.direction === 'input' ? { issues: error.issues, retry: 'never' } : { retry: 'never' }
  }
}

/** Wazzup's words may repeat what was sent; the name of a field cannot: `[3].contactData`. */
function isFieldName(text: string): boolean {
  return /^(\[\d+\]\.?)?[A-Za-z][A-Za-z_]{0,40}(\[\d+\]|\.[A-Za-z][A-Za-z_]{0,40}){0,8}$/.test(text)
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
