import { apiErrorTexts, apiErrors, statusErrorTexts, type ApiErrorCode } from '@wazzup-kit/core/errors'
import type { Endpoint } from '@wazzup-kit/core/schemas'
import { refTo, type JsonObject } from '../schemas/json-schema.ts'
import { recordRejections } from './record-rejections.ts'

const text = { type: 'string' }
const code = { $ref: refTo('ErrorCode') }

/** Schemas of the forms of an error. The body may also be empty. https://wazzup24.ru/help/api-ru/obshhie-oshibki/ */
export const rejectionSchemas = {
  ErrorCode: { ...text, examples: Object.keys(apiErrors) },
  FullError: {
    type: 'object',
    description: 'Sent by the message routes, and for a duplicate phone.',
    properties: { status: { type: 'integer' }, requestId: text, error: code, description: text, data: {} },
    required: ['status', 'requestId', 'error', 'description'],
  },
  FlatError: {
    type: 'object',
    description: 'Sent by the older routes. For a sidecar key, only the code was observed in production.',
    properties: { error: code, description: text, data: {} },
    required: ['error'],
  },
  NestedError: {
    type: 'object',
    description: 'Sent by the chat window.',
    properties: { error: { type: 'object', properties: { code }, required: ['code'] } },
    required: ['error'],
  },
  Rejection: { anyOf: ['FullError', 'FlatError', 'NestedError'].map((name) => ({ $ref: refTo(name) })) },
} satisfies Record<string, JsonObject>

const allCodes = Object.keys(apiErrors) as ApiErrorCode[]
const byCode = await recordRejections()

/** An example for every code: the body that the emulator returns. */
export const rejectionExamples: Readonly<Record<string, JsonObject>> = Object.fromEntries(
  allCodes.map((code) => [code, { summary: apiErrorTexts[code].meaning, value: byCode.get(code)!.body }]),
)

/** Responses that any route may return, by their status. */
export const generalRejections: Readonly<Record<string, JsonObject>> = Object.fromEntries(
  Object.entries(statusErrorTexts)
    // Undocumented statuses are not part of the API.
    .filter(([, { source }]) => source !== 'our assumption')
    .map(([status, { meaning }]) => {
      const codes = allCodes.filter((code) => statusOf(code) === Number(status))
      const body = codes.length === 0 ? 'The body is empty, so there is no example.' : 'The body may be empty.'
      return [`Http${status}`, answerOf(`${meaning} ${body}`, codes)]
    }),
)

/** Returns the responses with which a route may reject a call, by status. */
export function rejectionsOf(endpoint: Endpoint, body: JsonObject | undefined): JsonObject {
  const isBearer = endpoint.key === 'api' || endpoint.key === 'partner'
  const statuses = [401, ...(isBearer ? [403] : []), ...(mayBeAbsent(endpoint) ? [404] : []), 429, 500]
  const codes = codesOf(endpoint, body)
  const rejected =
    codes.length === 0
      ? answerOf('Wazzup rejected the call. No code is documented; the example is our assumption.', [
          'VALIDATION_ERROR',
        ])
      : answerOf(
          'Wazzup rejected the call. The codes are those of the documentation page, which does not say which of its calls returns which code.',
          codes,
        )
  return {
    400: rejected,
    ...Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Http${status}` }])),
  }
}

/** Returns whether an unknown id gets a 404. Documented for contacts and deals; for users undocumented, our assumption. */
function mayBeAbsent({ path }: Endpoint): boolean {
  return path.endsWith('/{id}')
}

/** Returns the codes on the documentation page of a route. The page does not say which of its routes returns a code. */
function codesOf(endpoint: Endpoint, body: JsonObject | undefined): ApiErrorCode[] {
  const isRead = endpoint.method === 'GET' || mayBeAbsent(endpoint)
  const listed = isRead ? [] : allCodes.filter((code) => apiErrorTexts[code].docUrl === endpoint.docUrl)
  const codes = body?.maxItems === undefined ? listed : [...listed, 'TOO_MANY_ENTITIES' as const]
  return codes.filter((code) => statusOf(code) === 400)
}

function statusOf(code: ApiErrorCode): number {
  return byCode.get(code)!.status
}

function answerOf(description: string, codes: readonly ApiErrorCode[]): JsonObject {
  const examples = Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]))
  const schema = { $ref: refTo('Rejection') }
  return { description, content: { 'application/json': codes.length > 0 ? { schema, examples } : { schema } } }
}
