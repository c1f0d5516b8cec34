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

const explainNothing: Explain = (code, status) => ({
  meaning: status >= 500 ? 'Wazzup failed to handle the call.' : 'Wazzup rejected the call.',
  remedy: `See the page of ${code ?? `HTTP ${status}`}.`,
})

const bodyLimit = 2_000

/**
 * Reads an error out of a response. Documented are four shapes of its body: nothing; `{ error, description, data? }`;
 * the same with `status` and `requestId`; `{ error: { code } }`. More were observed, and in front of Wazzup stand servers
 * that answer HTML.
 * https://wazzup24.ru/help/api-ru/obshhie-oshibki/
 */
export function errorFromResponse(
  answer: FullResponse,
  context: ErrorContext,
  endpoint: Endpoint,
  secrets: readonly string[],
  explain: Explain = explainNothing,
): WazzupApiError {
  const { status } = answer
  const json = parseJson(answer.text)?.json
  const hidden = [...secrets, ...secretsIn(json, endpoint.secretOutput ?? [])]
  // What is no JSON cannot be searched for the secrets of the answer.
  const text = endpoint.secretOutput ? '' : redactText(answer.text, hidden).slice(0, bodyLimit)
  const raw = json === undefined ? text : redact(json, hidden)
  // Text that is no JSON may be a code alone; otherwise it is the page of some server.
  const shape = readErrorShape(
    json !== undefined || (typeof raw === 'string' && knownCode(raw.trim())) ? raw : undefined,
  )
  // Some servers repeat the status in the place of a code.
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
        shape.requestId ?? redactedHeader(answer, 'x-request-id', hidden) ?? redactedHeader(answer, 'trace-id', hidden),
      retryAfter: parseRetryAfter(answer.header('retry-after'), answer.header('date')),
      ...findFacts(code, status, call),
      ...explain(code, status, call),
      docUrl: docUrlOf(code, status),
      raw: raw === '' ? undefined : raw,
    },
    context,
  )
}

function redactedHeader(answer: FullResponse, name: string, secrets: readonly string[]): string | undefined {
  const value = answer.header(name)
  return value ? redactText(value, secrets) : undefined
}

/** Deeper than any body seen; a hostile one must not exhaust the stack. */
const deepest = 32

/** Texts under the names of an answer's secret fields, wherever in the body they stand. */
function secretsIn(value: unknown, names: readonly string[], depth = 0): string[] {
  if (names.length === 0 || typeof value !== 'object' || value === null || depth > deepest) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    names.includes(name) && typeof inner === 'string' ? [inner] : secretsIn(inner, names, depth + 1),
  )
}
