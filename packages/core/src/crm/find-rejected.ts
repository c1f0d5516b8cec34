import { isWazzupError } from '../errors/is-wazzup-error.ts'
import type { WazzupApiError } from '../errors/api-error.ts'
import type { WazzupValidationError } from '../errors/validation-error.ts'

/** Why an item was not saved. */
export interface Reason {
  /** Names of its invalid fields, as far as they are known. */
  fields: readonly string[]
  /** What is wrong, in one sentence, without a value. */
  message: string
}

/** The codes of Wazzup that are about items of a batch. */
const aboutItems = [
  'INVALID_USERS_DATA',
  'INVALID_CONTACTS_DATA',
  'INVALID_DEALS_DATA',
  'INVALID_PIPELINES_DATA',
  'VALIDATION_ERROR',
  'DUPLICATE_PHONE_NUMBER',
] as const

/**
 * Returns which items of a batch an error names, by their index. It is empty when the error is about items and does not say which;
 * a batch of one is known then.
 *
 * @throws the error when it is not about items.
 */
export function findRejected(error: unknown, batch: readonly object[]): Map<number, Reason> {
  const reasons = new Map<number, Reason>()
  const add = (index: number, fields: readonly string[], message: string): void => {
    if (!batch[index]) return
    const before = reasons.get(index)
    reasons.set(index, before ? { ...before, fields: [...before.fields, ...fields] } : { fields, message })
  }
  if (isInputError(error)) {
    for (const { path, message } of error.issues) {
      const [, index, field] = /^\w*\[(\d+)\](?:\.(.+))?$/.exec(path) ?? []
      // Without the index of an item the call itself is wrong.
      if (index === undefined || !batch[Number(index)]) throw error
      add(Number(index), field === undefined ? [] : [field], field === undefined ? message : `${field} ${message}`)
    }
    return reasons
  }
  if (!isRejection(error)) throw error
  for (const { index, fields } of indicesOf(error.data)) add(index, fields, error.meaning)
  if (reasons.size === 0) {
    const last = batch.findLastIndex((item) => hasPhone(item, error.data))
    if (last !== -1) add(last, ['phone'], error.meaning)
  }
  if (reasons.size === 0 && batch.length === 1) add(0, error.fields, error.meaning)
  return reasons
}

function isInputError(error: unknown): error is WazzupValidationError {
  return isWazzupError(error) && 'issues' in error && error.direction === 'input' && error.effect === 'none'
}

function isRejection(error: unknown): error is WazzupApiError {
  return aboutItems.some((code) => isWazzupError(error, code)) && (error as WazzupApiError).status < 500
}

/** Reads `[{ index, fields }]`; one object in place of the list, and numbers as text, are read too. */
function indicesOf(data: unknown): { index: number; fields: string[] }[] {
  return [data].flat().flatMap((item: unknown) => {
    const { index, fields } = (item ?? {}) as { index?: unknown; fields?: unknown }
    const number = typeof index === 'string' && /^\d+$/.test(index) ? Number(index) : index
    if (typeof number !== 'number') return []
    return [{ index: number, fields: [fields].flat().filter((field) => typeof field === 'string') }]
  })
}

/** Whether an item has the phone that another employee has: `{ phone }` in the details. */
function hasPhone(item: object, data: unknown): boolean {
  const digits = (value: unknown): string =>
    String((value as { phone?: unknown } | null)?.phone ?? '').replaceAll(/\D/g, '')
  return digits(data) !== '' && digits(item) === digits(data)
}
