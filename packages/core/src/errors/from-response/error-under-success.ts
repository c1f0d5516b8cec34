import { knownCode } from '../codes/look-up-code.ts'
import { saysNothing } from './says-nothing.ts'

/**
 * Fields of an error body that are documented, observed in production or found in public code. A body with other fields
 * is an entity.
 */
const errorFields: ReadonlySet<string> = new Set(
  [
    'error errors code errorCode error_code',
    'description errorDescription error_description message errorMessage error_message title detail',
    'data details field fields index count',
    'status statusCode success ok result reason requestId traceId trace_id traceid timestamp path',
  ].flatMap((names) => names.split(' ')),
)

/** Maximum depth of `data` and lists. Without a limit, a hostile body could exhaust the stack. */
const mostLevels = 3

/** What the body of a success is: `data` with any fields, or the `receipt` of a change, which has at most ids. */
export type Expected = 'data' | 'receipt'

/**
 * Whether the body of a 2xx response is an error, for example `{ error: 'X' }` or `{ errors: [{ code }] }`. Returns false
 * for an entity that has a field `error`, for a list of entities, and for a body that reports success (`{ ok: true }`).
 */
export function errorUnderSuccess(json: unknown, expected: Expected): boolean {
  return expected === 'data' ? isError(json, mostLevels) : isBareSign(json) || hasSign('', json, 2 * mostLevels)
}

/** Whether a receipt has the sign of an error in any of its fields. It needs no data, so nothing is mistaken for one. */
function hasSign(key: string, value: unknown, levels: number): boolean {
  if (isSign(key, value)) return true
  if (typeof value !== 'object' || value === null || levels === 0) return false
  return Object.entries(value).some(([name, inner]) => hasSign(name, inner, levels - 1))
}

/** Whether a body that is not an object, or not JSON, is the sign of an error. A page is judged elsewhere. */
function isBareSign(value: unknown): boolean {
  if (typeof value === 'object') return false
  return value === false || /^\s*([^<{[\s].*)?\b(err|fail|invalid|denied|unavail)/is.test(String(value))
}

function isError(value: unknown, levels: number): boolean {
  if (levels === 0) return false
  if (typeof value === 'string') return isSign('', value)
  if (!Array.isArray(value)) return isBody(value, levels)
  return value.length > 0 && value.every((item) => isBody(item, levels))
}

/** Whether an object is the body of an error. */
function isBody(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const body = value as Record<string, unknown>
  const fields = Object.entries(body)
  if (fields.some(([key]) => !errorFields.has(key))) return Boolean(knownCode(body.error)) && !hasId(body)
  if (fields.some(([key, inner]) => isSign(key, inner))) return true
  return [body.data, body.result].some((inner) => typeof inner === 'object' && isError(inner, levels - 1))
}

/** Whether a field is the sign of an error. A text alone has no key. */
function isSign(key: string, value: unknown): boolean {
  // The text of an object can be endless, or not be made.
  const text = typeof value === 'object' ? '' : String(value).trim()
  if (/^(err|failed)/.test(key)) return !saysNothing(value)
  if (key === 'code') return !saysNothing(value) && !/^2\d\d$/.test(text)
  if (/^(|reason|message|description|detail|title)$/.test(key)) return Boolean(knownCode(/^\w+/.exec(text)?.[0]))
  if (/^(success|ok|result)$/.test(key) && /^(false|0)$/i.test(text)) return true
  return /^(status|statusCode|result)$/.test(key) && /^([45]\d\d|err(or)?|fail(ed|ure)?)$/i.test(text)
}

/** Whether a body has the id of an entity. */
function hasId(body: Record<string, unknown>): boolean {
  return Object.keys(body).some((key) => /^id$|[a-z](Id|Guid)$/.test(key) && !errorFields.has(key))
}
