import { knownCode } from './find-facts.ts'

/** Everything that was documented, observed or seen in code of an error body. What holds other fields is an entity. */
const errorFields: ReadonlySet<string> = new Set(
  [
    'error errors code errorCode error_code',
    'description errorDescription error_description message errorMessage error_message title detail',
    'data details field fields index',
    'status statusCode success ok requestId traceId timestamp path',
  ].flatMap((names) => names.split(' ')),
)

/** Lists of errors inside of `data` inside of a body; a hostile one nests thousands. */
const mostLevels = 3

/**
 * Whether the body of a successful response is an error all the same, as `{ error: 'X' }` or `{ errors: [{ code }] }`.
 * An entity that happens to have a field `error`, a list, and whatever says that all went well (`{ ok: true }`) are none.
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

function isBody(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const body = value as Record<string, unknown>
  if (Object.keys(body).some((key) => !errorFields.has(key))) return false
  const { error, errors, code, status, statusCode, success, ok, data } = body
  const flatCode = body.errorCode ?? body.error_code
  if (saysSomething(error) || saysSomething(errors) || saysSomething(flatCode)) return true
  if (success === false || ok === false) return true
  if (isErrorStatus(status) || isErrorStatus(statusCode) || isErrorStatus(code)) return true
  if (typeof code === 'string' && knownCode(code) !== undefined) return true
  return typeof data === 'object' && isError(data, levels - 1)
}

function saysSomething(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return Boolean(value)
}

function isErrorStatus(value: unknown): boolean {
  return typeof value === 'number' && value >= 400 && value < 600
}
