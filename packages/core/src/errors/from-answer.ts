import { parseJson, type Answer } from '../answer.ts'
import { redact, redactText } from '../redact.ts'
import { parseRetryAfter } from '../retry-after.ts'
import { docUrlOf } from './doc-url.ts'
import { findFacts } from './find-facts.ts'
import { WazzupApiError, type ErrorContext } from './wazzup-error.ts'

/** Sentences for people, by code or `HTTP <status>`. The client works without them; `createWazzup` brings them along. */
export type Explain = (code: string | undefined, status: number) => { meaning: string; remedy: string }

const explainNothing: Explain = (code, status) => ({
  meaning: status >= 500 ? 'Wazzup failed to handle the call.' : 'Wazzup refused the call.',
  remedy: `See the page of ${code ?? `HTTP ${status}`}.`,
})

const bodyLimit = 2_000

/**
 * Reads an error out of an answer. Its body comes in four shapes: nothing; `{ error, description, data? }`; the same
 * with `status` and `requestId`; `{ error: { code } }`; and in front of Wazzup stand servers that answer HTML.
 * https://wazzup24.ru/help/api-ru/obshhie-oshibki/
 */
export function errorFromAnswer(
  answer: Answer,
  context: ErrorContext,
  secrets: readonly string[],
  explain: Explain = explainNothing,
): WazzupApiError {
  const { status } = answer
  const json = parseJson(answer.text)?.json
  const raw = json === undefined ? redactText(answer.text, secrets).slice(0, bodyLimit) : redact(json, secrets)
  const body = asObject(raw)
  const nested = asObject(body.error)
  const code = asText(body.error) ?? asText(nested.code) ?? asText(nested.error) ?? asText(body.code)
  const data = body.data ?? nested.data
  return new WazzupApiError(
    {
      status,
      code,
      description:
        asText(body.description) ?? asText(nested.description) ?? asText(body.message) ?? asText(nested.message),
      data,
      fields: fieldsOf(data),
      requestId:
        asText(body.requestId) ??
        redactedHeader(answer, 'x-request-id', secrets) ??
        redactedHeader(answer, 'trace-id', secrets),
      retryAfter: parseRetryAfter(answer.header('retry-after'), answer.header('date')),
      ...findFacts(code, status),
      ...explain(code, status),
      docUrl: docUrlOf(code, status),
      raw: raw === '' ? undefined : raw,
    },
    context,
  )
}

function redactedHeader(answer: Answer, name: string, secrets: readonly string[]): string | undefined {
  const value = answer.header(name)
  return value ? redactText(value, secrets) : undefined
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Names out of `{ fields: [...] }` and out of `[{ index, fields }]`, the latter as `[3].name`. */
function fieldsOf(data: unknown): string[] {
  const items = Array.isArray(data) ? data : [data]
  return items.flatMap((item) => {
    const { fields, index } = asObject(item)
    if (!Array.isArray(fields)) return []
    const names = fields.filter((field): field is string => typeof field === 'string')
    return typeof index === 'number' ? names.map((name) => `[${index}].${name}`) : names
  })
}
