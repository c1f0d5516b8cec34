import { apiErrorTexts, type ErrorText } from '@wazzup-kit/core/errors'
import type { ApiErrorCode, DeliveryErrorCode } from '@wazzup-kit/core/schemas'

/** Every code of the catalogue; those of webhooks may be commanded too. */
export type Code = ApiErrorCode | DeliveryErrorCode

/** What Wazzup says to one request, before it is known how the bytes travel. */
export interface ApiResponse {
  status: number
  /** Value that is sent as JSON. */
  json?: unknown
  /** Text that is sent as it is, where there is no `json`. Neither: an empty body. */
  text?: string | undefined
  headers?: Readonly<Record<string, string>> | undefined
}

/**
 * The forms in which Wazzup writes an error.
 *
 * - `empty`: no body at all
 * - `bare`: `{ error }`, seen live for a sidecar key
 * - `flat`: `{ error, description, data? }`, the older routes
 * - `full`: `{ status, requestId, error, description, data? }`, the message route and a duplicate phone
 * - `nested`: `{ error: { code } }`, the chat window
 */
export type ErrorShape = (typeof errorShapes)[number]

/** All of them, as a list. */
export const errorShapes = ['empty', 'bare', 'flat', 'full', 'nested'] as const

/** How an error is to be written; every part has a default that fits its code. */
export interface RejectionOptions {
  shape?: ErrorShape | undefined
  /** HTTP status. */
  status?: number | undefined
  description?: string | undefined
  data?: unknown
  /** Beside those that its code has anyway, such as `trace-id`. */
  headers?: Readonly<Record<string, string>> | undefined
  /**
   * Both spellings of codes are in the documents; `camelCase` turns `REPEATED_CRM_MESSAGE_ID` into
   * `repeatedCrmMessageId`.
   */
  spelling?: 'as listed' | 'camelCase' | undefined
}

/** The status of an error: as the pages or live reports give it, 400 where they do not. */
function usualStatus(code: Code): number {
  // "Contact support" sounds like a fault of the server: our judgement.
  if (code === 'UNKNOWN_ERROR' || code === 'UNKNOWN_ERROR_WITH_TRACE_ID') return 500
  const texts: Partial<Record<string, ErrorText>> = apiErrorTexts
  return texts[code]?.status ?? 400
}

const olderRoutes = new Set<Code>([
  'INVALID_APIKEY',
  'INVALID_API_KEY',
  'VALIDATION_ERROR',
  'INVALID_USERS_DATA',
  'INVALID_CONTACTS_DATA',
  'INVALID_DEALS_DATA',
  'INVALID_PIPELINES_DATA',
  'TOO_MANY_ENTITIES',
  'USER_LIMIT_EXCEEDED',
  'uriNotValid',
  'testPostNotPassed',
])

function usualShape(code: Code): ErrorShape {
  if (code === 'FORBIDDEN') return 'bare'
  if (code === 'NO_SUCH_ACCOUNT' || code === 'INVALID_USER') return 'nested'
  return olderRoutes.has(code) ? 'flat' : 'full'
}

/**
 * Descriptions printed on the pages of messages and webhooks; live ones sometimes only repeat the code, so
 * the rest do.
 */
const descriptions: Partial<Record<Code, string>> = {
  INVALID_MESSAGE_DATA: 'Message data is invalid',
  REPEATED_CRM_MESSAGE_ID: 'You have already sent message with same crmMessageId',
  uriNotValid: 'Provided URI is not valid URI',
  testPostNotPassed: 'URI does not return 200 OK on test request',
}

function camelCase(code: string): string {
  if (!/^[A-Z0-9_]+$/.test(code)) return code
  return code.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** A header `trace-id` was seen live; that the code which names one has it is our judgement. */
function headersOf(
  code: Code,
  traceId: () => string,
  given: RejectionOptions['headers'],
): Pick<ApiResponse, 'headers'> {
  const headers: Record<string, string> = {}
  if (code === 'UNKNOWN_ERROR_WITH_TRACE_ID') headers['trace-id'] = traceId()
  for (const [name, value] of Object.entries(given ?? {})) headers[name.toLowerCase()] = value
  return Object.keys(headers).length === 0 ? {} : { headers }
}

/** Writes an error; `requestId` is asked for only where an id is wanted. */
export function buildRejection(code: Code, requestId: () => string, options: RejectionOptions = {}): ApiResponse {
  const { status = usualStatus(code) } = options
  return { status, ...bodyOf(code, requestId, status, options), ...headersOf(code, requestId, options.headers) }
}

function bodyOf(
  code: Code,
  requestId: () => string,
  status: number,
  options: RejectionOptions,
): Pick<ApiResponse, 'json'> {
  const { shape = usualShape(code), description = descriptions[code] ?? code } = options
  const error = options.spelling === 'camelCase' ? camelCase(code) : code
  const data = options.data === undefined ? {} : { data: options.data }
  switch (shape) {
    case 'empty':
      return {}
    case 'bare':
      return { json: { error } }
    case 'flat':
      return { json: { error, description, ...data } }
    case 'full':
      return { json: { status, requestId: requestId(), error, description, ...data } }
    case 'nested':
      return { json: { error: { code: error } } }
  }
}

/** The bytes of an answer as text, and the headers that go with them. */
export function toText(answer: ApiResponse): { text: string; headers: Record<string, string> } {
  const json = answer.json === undefined ? undefined : JSON.stringify(answer.json)
  const text = json ?? answer.text ?? ''
  const type: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }
  return { text, headers: { ...type, ...answer.headers } }
}
