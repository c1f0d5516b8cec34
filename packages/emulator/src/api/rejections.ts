import { apiErrorTexts, type ErrorText } from '@wazzup-kit/core/errors'
import { docUrls } from '@wazzup-kit/core/schemas'
import { rule } from '../rules/rule.ts'
import type { ApiResponse, Code } from './responses.ts'

const { commonErrors, messages } = docUrls

/**
 * The forms in which Wazzup writes an error.
 *
 * - `empty`: no body at all
 * - `bare`: `{ error }`, observed in production for a sidecar key
 * - `flat`: `{ error, description, data? }`, the older routes
 * - `full`: `{ status, requestId, error, description, data? }`, the message route and a duplicate phone
 * - `nested`: `{ error: { code } }`, the chat window
 */
export type ErrorShape = (typeof errorShapes)[number]

/** All forms of an error. */
export const errorShapes = ['empty', 'bare', 'flat', 'full', 'nested'] as const

/** Form of an error response. Each option has a default that belongs to the code. */
export interface RejectionOptions {
  /**
   * Form of the body.
   *
   * @default the usual form of the code
   */
  shape?: ErrorShape | undefined
  /**
   * HTTP status.
   *
   * @default the documented status of the code, or else 400
   */
  status?: number | undefined
  /**
   * Text in the field `description`. Only with the shapes `flat` and `full`.
   *
   * @default the documented description of the code, or else the code itself
   */
  description?: string | undefined
  /**
   * Value of the field `data`, whose form depends on the code. Only with the shapes `flat` and `full`.
   *
   * @default no field `data`
   */
  data?: unknown
  /**
   * Headers to add to those of the code, such as `trace-id`.
   *
   * @default none
   */
  headers?: Readonly<Record<string, string>> | undefined
  /**
   * Both spellings of codes are documented; `camelCase` turns `REPEATED_CRM_MESSAGE_ID` into
   * `repeatedCrmMessageId`.
   *
   * @default 'as listed'
   */
  spelling?: 'as listed' | 'camelCase' | undefined
}

/** Returns the default status of an error. */
const usualStatus = rule(
  {
    id: 'access/status',
    sentence: 'An error without a documented status has 400. The two errors without a documented cause have 500.',
    docUrl: commonErrors,
    basis: 'our assumption',
    codes: ['UNKNOWN_ERROR', 'UNKNOWN_ERROR_WITH_TRACE_ID'],
    codesCome: 'on command',
  },
  (code: Code): number => {
    if (code === 'UNKNOWN_ERROR' || code === 'UNKNOWN_ERROR_WITH_TRACE_ID') return 500
    const texts: Partial<Record<string, ErrorText>> = apiErrorTexts
    return texts[code]?.status ?? 400
  },
)

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

const usualShape = rule(
  {
    id: 'access/shape-of-code',
    sentence:
      'The shape of an error follows from the page of its code: codes of messages have a `requestId`, the chat window nests the code, all others are flat.',
    docUrl: commonErrors,
    basis: 'our assumption',
  },
  (code: Code): ErrorShape => {
    if (code === 'FORBIDDEN') return 'bare'
    if (code === 'NO_SUCH_ACCOUNT' || code === 'INVALID_USER') return 'nested'
    return olderRoutes.has(code) ? 'flat' : 'full'
  },
)

/**
 * Descriptions documented for messages and webhooks. In production, some only repeat the code, so all others do. The one
 * that was observed on the Inbox tariff belongs to that cause, and is in `messages/send/first-contact.ts`.
 */
const descriptions: Partial<Record<Code, string>> = {
  INVALID_MESSAGE_DATA: 'Message data is invalid',
  REPEATED_CRM_MESSAGE_ID: 'You have already sent message with same crmMessageId',
  uriNotValid: 'Provided URI is not valid URI',
  testPostNotPassed: 'URI does not return 200 OK on test request',
}

const spell = rule(
  {
    id: 'access/spelling',
    sentence: 'A code may be written as `REPEATED_CRM_MESSAGE_ID` or as `repeatedCrmMessageId`.',
    docUrl: messages,
    basis: 'documented',
    option: 'faults.calls.respondWith',
  },
  (code: string, spelling: RejectionOptions['spelling']): string => {
    if (spelling !== 'camelCase' || !/^[A-Z0-9_]+$/.test(code)) return code
    return code.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  },
)

const headersOf = rule(
  [
    {
      id: 'access/trace-id',
      sentence: 'A response may have a header `trace-id`.',
      docUrl: commonErrors,
      basis: 'observed in production',
      option: 'faults.calls.respondWith(code, { headers })',
    },
    {
      id: 'access/trace-id-code',
      sentence:
        'The response with the code that mentions a trace id has the header `trace-id`, of 32 hexadecimal digits. Its form is our assumption.',
      docUrl: commonErrors,
      basis: 'our assumption',
      codes: ['UNKNOWN_ERROR_WITH_TRACE_ID'],
      codesCome: 'on command',
    },
  ],
  (code: Code, traceId: () => string, given: RejectionOptions['headers'] = {}): Pick<ApiResponse, 'headers'> => {
    const headers: Record<string, string> = {}
    if (code === 'UNKNOWN_ERROR_WITH_TRACE_ID') headers['trace-id'] = traceId()
    for (const [name, value] of Object.entries(given)) headers[name.toLowerCase()] = value
    return Object.keys(headers).length === 0 ? {} : { headers }
  },
)

const bodyOf = rule(
  [
    {
      id: 'access/error-shapes',
      sentence:
        'Errors are documented with four bodies: none; `{ error, description, data? }`; the same with `status` and a `requestId` of 32 hexadecimal digits; `{ error: { code } }`.',
      docUrl: commonErrors,
      basis: 'documented',
    },
    {
      id: 'access/empty',
      sentence:
        'The response to a wrong key (401), to a key that is not allowed on a route (403) and to an internal error of Wazzup (500) can have no body.',
      docUrl: commonErrors,
      basis: 'documented',
      option: "faults.calls.respondWith(code, { shape: 'empty' })",
    },
  ],
  (code: Code, requestId: () => string, status: number, options: RejectionOptions): Pick<ApiResponse, 'json'> => {
    const { shape = usualShape(code), description = descriptions[code] ?? code } = options
    const error = spell(code, options.spelling)
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
  },
)

/** Creates an error response. Calls `requestId` only when the response has an id. */
export const buildRejection = rule(
  {
    id: 'access/on-command',
    sentence:
      'The causes of these errors are undocumented or cannot occur in the emulator, so they occur on command only.',
    docUrl: messages,
    basis: 'our assumption',
    codes: [
      'INVALID_API_KEY',
      'CHANNEL_NOT_ACTIVE',
      'CHANNEL_INVALID_TRANSPORT_FOR_CONTENT_EDITING',
      'BAD_CONTACT',
      'BUILD_TEMPLATE_ERROR',
      'CHAT_NO_ACCESS',
      'MESSAGE_ONLY_TEXT_OR_CONTENT',
      'MESSAGES_ABNORMAL_SEND',
      'MESSAGES_CAN_NOT_ADD',
      'MESSAGES_INVALID_CONTACT_TYPE',
      'MESSAGES_IS_SPAM',
    ],
    codesCome: 'on command',
    option: 'faults.calls.respondWith',
  },
  (code: Code, requestId: () => string, options: RejectionOptions = {}): ApiResponse => {
    const { status = usualStatus(code) } = options
    return { status, ...bodyOf(code, requestId, status, options), ...headersOf(code, requestId, options.headers) }
  },
)

/** Creates an error response in the shape of its code. */
export type Reject = (code: Code, options?: RejectionOptions) => ApiResponse

/** Functions of this file that implement rules. */
export const rejectionRules = [bodyOf, usualShape, usualStatus, headersOf, spell, buildRejection]
