import { jsonResponse, type WebhookResponse } from '../inbound/webhook-response.ts'
import { isWazzupError } from './is-wazzup-error.ts'
import { lacksKey } from './lacks-key.ts'
import type { WazzupApiError } from './api-error.ts'
import type { WazzupNetworkError } from './network-error.ts'
import type { WazzupValidationError } from './validation-error.ts'

type Known = WazzupApiError | WazzupNetworkError | WazzupValidationError

/**
 * Converts an error of this package to a response of the type `application/problem+json` (RFC 9457): `type`, `title`,
 * `status`, `detail`, `remedy`, `code`, `retry`, `actor`, `scope`, `fields`, `effect`, `crmMessageId`, and `issues` for invalid
 * input. It contains no key, no value that was sent and no stack; of Wazzup's body only the code and names of fields.
 * Returns undefined for any other error. A client whose `baseUrl` leads to your server throws the same error again.
 *
 * The status is Wazzup's own, with one exception: if Wazzup rejects your key, or your `apiKey` function returns no valid one, it
 * is 424, because your visitor did nothing wrong. If Wazzup fails it is 502, or 504 after a timeout.
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
  return jsonResponse(status, body, headers)
}

function detailsOf(error: Known): object {
  switch (error.name) {
    case 'WazzupApiError': {
      const { meaning, remedy, code, retry, actor, scope } = error
      // An error of another version of this package may have no `fields`.
      const fields = (error.fields ?? []).filter((field) => isFieldName(field))
      return { detail: meaning, remedy, code, retry, actor, scope, ...(fields.length > 0 && { fields }) }
    }
    case 'WazzupNetworkError':
      // If the app sent the message again without its id, the customer could get it twice.
      return { retry: error.effect === 'unknown' && error.crmMessageId !== undefined ? 'never' : 'later' }
    default:
      // A key that could not be fetched may be there later.
      if (lacksKey(error)) return { retry: error.cause === undefined ? 'never' : 'later' }
      return error.direction === 'input' ? { issues: error.issues, retry: 'never' } : { retry: 'never' }
  }
}

/**
 * Whether a text is the name of a field, such as `[3].contactData`. Other texts of Wazzup may quote values that were
 * sent.
 */
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
      if (lacksKey(error)) return 424
      return error.direction === 'input' ? 400 : 502
  }
}

function titleOf(error: Known): string {
  switch (error.name) {
    case 'WazzupApiError':
      return 'Wazzup rejected the call'
    case 'WazzupNetworkError':
      return 'Wazzup gave no readable response'
    default:
      if (lacksKey(error)) return 'The app has no valid key for Wazzup'
      return error.direction === 'input' ? 'The input is invalid' : 'The response of Wazzup is invalid'
  }
}
