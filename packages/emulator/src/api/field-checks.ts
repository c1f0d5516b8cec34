import { docUrls } from '@wazzup-kit/core/schemas'
import { rule } from '../rules/rule.ts'
import type { ApiResponse } from './responses.ts'
import type { Call } from './call.ts'

const { commonErrors } = docUrls

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns whether a value is a non-empty string of at most this number of characters. */
export function isText(value: unknown, longest = Number.POSITIVE_INFINITY): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longest
}

/** Returns whether a value is an http(s) address. */
export function isLink(value: unknown): value is string {
  return isText(value) && URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol)
}

export const isAbsent = rule(
  {
    id: 'access/null',
    sentence: 'In a request, null in an optional field means the same as an absent field.',
    docUrl: commonErrors,
    basis: 'our assumption',
  },
  (value: unknown): value is undefined | null => value === undefined || value === null,
)

/** Returns a check that also accepts an absent field. */
export function optional(check: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => isAbsent(value) || check(value)
}

/** Returns the names of the fields that fail their check, in the order of the checks. */
export function wrongFields(fields: Fields, checks: Readonly<Record<string, (value: unknown) => boolean>>): string[] {
  return Object.entries(checks)
    .filter(([name, check]) => !check(fields[name]))
    .map(([name]) => name)
}

/** A valid entity, or the names of its invalid fields. */
export type ReadEntity<Entity> = { entity: Entity } | { wrong: string[] }

/**
 * Reads a number from the query. Returns the default when it is absent, and `wrong` when it is not an integer of at
 * least `least`.
 */
export function readCount(value: string | null, fallback: number, least: number): number | 'wrong' {
  if (value === null) return fallback
  const count = Number(value)
  return /^\d+$/.test(value) && Number.isSafeInteger(count) && count >= least ? count : 'wrong'
}

/** Rejects an invalid parameter on a route without its own code for it. */
export const invalid = rule(
  [
    {
      id: 'access/wrong-parameter',
      sentence: 'Wazzup rejects a wrong parameter as invalid.',
      docUrl: commonErrors,
      basis: 'documented',
      codes: ['VALIDATION_ERROR'],
    },
    {
      id: 'access/wrong-parameter-where',
      sentence: 'On routes without a documented code for a wrong parameter, the code is `VALIDATION_ERROR`.',
      docUrl: commonErrors,
      basis: 'our assumption',
      codes: ['VALIDATION_ERROR'],
    },
  ],
  (call: Call): ApiResponse => call.reject('VALIDATION_ERROR'),
)

/** 200 with an empty body. */
export const done: ApiResponse = { status: 200 }

/** 404 with an empty body: https://wazzup24.com/help/api-en/working-with-contacts/ */
export const absent: ApiResponse = { status: 404 }

/** Functions of this file that implement rules. */
export const parameterRules = [isAbsent, invalid]
