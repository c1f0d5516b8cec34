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
  return isError(json, expected, mostLevels)
}

function isError(value: unknown, expected: Expected, levels: number): boolean {
  if (levels === 0) return false
  if (typeof value === 'string') return Boolean(knownCode(value.trim()))
  if (!Array.isArray(value)) return isBody(value, expected, levels)
  const isItem = (item: unknown) => isBody(item, expected, levels)
  return expected === 'receipt' ? value.some(isItem) : value.length > 0 && value.every(isItem)
}

/** Whether an object is the body of an error. */
function isBody(value: unknown, expected: Expected, levels: number): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const body = value as Record<string, unknown>
  const { error, errors, code, status, statusCode, success, ok, result, data } = body
  const mayBeData = expected === 'data' && Object.keys(body).some((key) => !errorFields.has(key))
  if (mayBeData) return Boolean(knownCode(error)) && !hasId(body)
  if (![error, errors, body.errorCode, body.error_code].every((each) => saysNothing(each))) return true
  if (isFalse(success) || isFalse(ok)) return true
  if ([status, statusCode, code].some(isErrorStatus) || [status, result].some(saysFailed) || knownCode(code))
    return true
  return [data, result].some((inner) => typeof inner === 'object' && isError(inner, expected, levels - 1))
}

function isFalse(value: unknown): boolean {
  return value === false || value === 'false' || value === 0 || value === '0'
}

/** Whether a value is an HTTP status of an error, as a number or as text. */
function isErrorStatus(value: unknown): boolean {
  const status = typeof value === 'string' && /^\d{3}$/.test(value.trim()) ? Number(value) : value
  return typeof status === 'number' && status >= 400 && status < 600
}

function saysFailed(value: unknown): boolean {
  return typeof value === 'string' && /^(err(or)?|fail(ed|ure)?)$/i.test(value.trim())
}

/** Whether a body has the id of an entity. */
function hasId(body: Record<string, unknown>): boolean {
  return Object.keys(body).some((key) => /^id$|[a-z](Id|Guid)$/.test(key) && !errorFields.has(key))
}
