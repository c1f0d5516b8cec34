import { parseJson, type FullResponse } from '../../client/transport/response.ts'
import type { Endpoint } from '../../api/endpoint.ts'
import { redact, redactText } from '../redaction/redact.ts'
import { parseRetryAfter } from '../../client/timing/retry-after.ts'
import { docUrlOf } from '../codes/doc-url.ts'
import { readErrorShape } from './error-shape.ts'
import type { Explain } from '../texts/explain.ts'
import type { FailedCall } from '../codes/error-facts.ts'
import { findFacts, knownCode } from '../codes/look-up-code.ts'
import { readFields } from './read-fields.ts'
import { WazzupApiError } from '../api-error.ts'
import type { ErrorContext } from '../wazzup-error.ts'

const explainNothing: Explain = (_code, status) => ({
  meaning: status >= 500 ? 'Wazzup failed to handle the call.' : 'Wazzup rejected the call.',
  remedy: 'See `docUrl`.',
})

const bodyLimit = 2_000

/**
 * Creates the error of a response. Four shapes of its body are documented: an empty body; `{ error, description, data? }`;
 * the same with `status` and `requestId`; `{ error: { code } }`. Other shapes were observed in production, and servers in
 * front of Wazzup return HTML.
 * https://wazzup24.ru/help/api-ru/obshhie-oshibki/
 */
export function errorFromResponse(
  response: FullResponse,
  context: ErrorContext,
  endpoint: Endpoint,
  secrets: readonly string[],
  explain: Explain = explainNothing,
): WazzupApiError {
  const { status } = response
  const json = parseJson(response.text)?.json
  const hidden = [...secrets, ...secretsIn(json, endpoint.secretOutput ?? [])]
  // Secret fields of the response can be found in JSON only, so the text of such an endpoint is dropped.
  const text = endpoint.secretOutput ? '' : redactText(response.text, hidden).slice(0, bodyLimit)
  const raw = json === undefined ? text : redact(json, hidden)
  // A text that is not JSON is read only if it is a known code. Otherwise it is the HTML of another server.
  const shape = readErrorShape(
    json !== undefined || (typeof raw === 'string' && knownCode(raw.trim())) ? raw : undefined,
  )
  // Some servers return the status as the code.
  const code = shape.code === String(status) ? undefined : shape.code
  const { method, path, repeat, key, sidecar } = endpoint
  const call: FailedCall = { method, path, repeat, key, sidecar, effect: context.effect }
  return new WazzupApiError(
    {
      status,
      code,
      description: shape.description,
      data: shape.data,
      fields: readFields(raw),
      requestId:
        shape.requestId ??
        redactedHeader(response, 'x-request-id', hidden) ??
        redactedHeader(response, 'trace-id', hidden),
      retryAfter: parseRetryAfter(response.header('retry-after'), response.header('date')),
      ...findFacts(code, status, call),
      ...explain(code, status, call),
      docUrl: docUrlOf(code, status),
      raw: raw === '' ? undefined : raw,
    },
    context,
  )
}

function redactedHeader(response: FullResponse, name: string, secrets: readonly string[]): string | undefined {
  const value = response.header(name)
  return value ? redactText(value, secrets) : undefined
}

/** Maximum depth of a body, so that a hostile one cannot exhaust the stack. Observed bodies are less deep. */
const deepest = 32

/** Returns the values of the secret fields of a response, at any depth of its body. */
function secretsIn(value: unknown, names: readonly string[], depth = 0): string[] {
  if (names.length === 0 || typeof value !== 'object' || value === null || depth > deepest) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    names.includes(name) && typeof inner === 'string' ? [inner] : secretsIn(inner, names, depth + 1),
  )
}
