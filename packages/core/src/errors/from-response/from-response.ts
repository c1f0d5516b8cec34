import type { FullResponse } from '../../client/transport/response.ts'
import type { Endpoint } from '../../api/endpoint.ts'
import { redactText } from '../redaction/redact.ts'
import { parseRetryAfter } from '../../client/timing/retry-after.ts'
import { docUrlOf } from '../codes/doc-url.ts'
import type { ErrorBody } from './error-body.ts'
import type { Explain } from '../texts/explain.ts'
import type { FailedCall } from '../codes/error-facts.ts'
import { findFacts } from '../codes/look-up-code.ts'
import { readFields } from './read-fields.ts'
import { WazzupApiError } from '../api-error.ts'
import type { ErrorContext } from '../wazzup-error.ts'

const explainNothing: Explain = (_code, status) => ({
  meaning: status >= 500 ? 'Wazzup failed to handle the call.' : 'Wazzup rejected the call.',
  remedy: 'See `docUrl`.',
})

/**
 * Creates the error of a response. Four shapes of its body are documented: an empty body; `{ error, description, data? }`;
 * the same with `status` and `requestId`; `{ error: { code } }`. Other shapes were observed in production, and servers in
 * front of Wazzup return HTML.
 * https://wazzup24.ru/help/api-ru/obshhie-oshibki/
 */
export function errorFromResponse(
  response: FullResponse,
  { raw, ...body }: ErrorBody,
  context: ErrorContext,
  endpoint: Endpoint,
  explain: Explain = explainNothing,
): WazzupApiError {
  const { status } = response
  // Some servers return the status as the code.
  const code = body.code === String(status) ? undefined : body.code
  const { method, path, repeat, key, sidecar } = endpoint
  const call: FailedCall = { method, path, repeat, key, sidecar, effect: context.effect }
  return new WazzupApiError(
    {
      status,
      code,
      description: body.description,
      data: body.data,
      fields: readFields(raw),
      requestId:
        body.requestId ??
        redactedHeader(response, 'x-request-id', body.secrets) ??
        redactedHeader(response, 'trace-id', body.secrets),
      retryAfter: parseRetryAfter(response.header('retry-after'), response.header('date')),
      ...findFacts(code, status, call),
      ...textsOf(explain, [code, status, call]),
      docUrl: docUrlOf(code, status),
      raw,
    },
    context,
  )
}

/** Returns general texts if the app's function fails: what is known of the outcome must not be lost. */
function textsOf(explain: Explain, facts: Parameters<Explain>): ReturnType<Explain> {
  try {
    return explain(...facts)
  } catch {
    return explainNothing(...facts)
  }
}

function redactedHeader(response: FullResponse, name: string, secrets: readonly string[]): string | undefined {
  const value = response.header(name)
  return value ? redactText(value, secrets) : undefined
}
