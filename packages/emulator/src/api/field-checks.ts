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

/** Text that is not empty and not longer than so many characters. */
export function isText(value: unknown, longest = Number.POSITIVE_INFINITY): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longest
}

/** An address of the web. */
export function isLink(value: unknown): value is string {
  return isText(value) && URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol)
}

export const isAbsent = rule(
  {
    id: 'access/null',
    sentence: 'In a request null means the same as a field that is left out, where it may be left out.',
    docUrl: commonErrors,
    basis: 'our assumption',
  },
  (value: unknown): value is undefined | null => value === undefined || value === null,
)

/** Turns a check into one that lets the field be absent. */
export function optional(check: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => isAbsent(value) || check(value)
}

/** Names of the fields that fail their check, in the order of the checks. */
export function wrongFields(fields: Fields, checks: Readonly<Record<string, (value: unknown) => boolean>>): string[] {
  return Object.entries(checks)
    .filter(([name, check]) => !check(fields[name]))
    .map(([name]) => name)
}

/** An entity that was given, or the names of its wrong fields. */
export type ReadEntity<Entity> = { entity: Entity } | { wrong: string[] }

/** Reads a number from the query: its default when absent, `wrong` when it is not a whole number from `least` up. */
export function readCount(value: string | null, fallback: number, least: number): number | 'wrong' {
  if (value === null) return fallback
  const count = Number(value)
  return /^\d+$/.test(value) && Number.isSafeInteger(count) && count >= least ? count : 'wrong'
}

/** Rejects a wrong parameter on a route that has no code of its own for it. */
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
      sentence: 'It does so with this code on routes for which no other is documented.',
      docUrl: commonErrors,
      basis: 'our assumption',
      codes: ['VALIDATION_ERROR'],
    },
  ],
  (call: Call): ApiResponse => call.reject('VALIDATION_ERROR'),
)

/** 200 with nothing in it. */
export const done: ApiResponse = { status: 200 }

/** 404 with nothing in it: https://wazzup24.com/help/api-en/working-with-contacts/ */
export const absent: ApiResponse = { status: 404 }

/** The rules that are kept in this file. */
export const parameterRules = [isAbsent, invalid]
