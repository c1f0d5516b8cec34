import { knownCode } from '../codes/look-up-code.ts'

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

/**
 * Whether the body of a 2xx response is an error, for example `{ error: 'X' }` or `{ errors: [{ code }] }`. Returns false
 * for an entity that has a field `error`, for a list of entities, and for a body that reports success (`{ ok: true }`).
 */
export function errorUnderSuccess(json: unknown): boolean {
  return isError(json, mostLevels)
}

function isError(value: unknown, levels: number): boolean {
  if (levels === 0) return false
  if (typeof value === 'string') return knownCode(value) !== undefined
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.length > 0 && value.every((item) => isBody(item, levels))
  return isBody(value, levels)
}

/** Whether an object is the body of an error. */
function isBody(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const body = value as Record<string, unknown>
  const { error, errors, code, status, statusCode, success, ok, result, data } = body
  const flatCode = body.errorCode ?? body.error_code
  if (Object.keys(body).some((key) => !errorFields.has(key))) return isKnown(error) && !hasId(body)
  if (saysSomething(error) || saysSomething(errors) || saysSomething(flatCode)) return true
  if (isFalse(success) || isFalse(ok)) return true
  if ([status, statusCode, code].some(isErrorStatus) || [status, result].some(saysFailed) || isKnown(code)) return true
  return typeof data === 'object' && isError(data, levels - 1)
}

function saysSomething(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return Boolean(value) && value !== '0' && value !== 'false'
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

function isKnown(code: unknown): boolean {
  return typeof code === 'string' && knownCode(code) !== undefined
}

/** Whether a body has the id of an entity. */
function hasId(body: Record<string, unknown>): boolean {
  return Object.keys(body).some((key) => /^id$|[a-z](Id|Guid)$/.test(key) && !errorFields.has(key))
}
