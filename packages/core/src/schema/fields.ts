import * as v from 'valibot'
import { lazy } from './lazy.ts'

/**
 * A list that Wazzup extends without notice. An editor completes the known values; any other string is accepted too.
 */
export type Open<Known extends string> = Known | (string & {})

/**
 * Creates a schema that accepts any string. Known values are matched without regard to case and to spaces around them, and
 * returned in the documented spelling (`openelsewhere` as `openElsewhere`, `approved` as `APPROVED`). Unknown values are returned unchanged.
 */
// @__NO_SIDE_EFFECTS__
export function openPicklist<const Known extends readonly string[]>(known: Known) {
  const spellings = new Map(known.map((value) => [value.toLowerCase(), value]))
  const spell = (value: string): string => spellings.get(value.trim().toLowerCase()) ?? value
  return v.pipe(
    v.string(),
    v.transform((value) => spell(value) as Open<Known[number]>),
    // Guards, documents and tests are generated from the known values.
    v.metadata({ known }),
  )
}

const numberAsText = lazy(() => v.pipe(v.number(), v.transform(String)))

/** An id from Wazzup. It is documented as a string; public code expects numbers too. */
export const readId = lazy(() => v.union([v.string(), numberAsText()]))

/**
 * Optional text in a response. Absent, null (observed in production) and numbers (in public code) are accepted; any other value becomes
 * undefined, and `getRaw` still returns it.
 */
export const readText = lazy(() => v.fallback(v.nullish(v.union([v.string(), numberAsText()])), undefined))

/** Optional number in a response, also as a string of digits. Any other value becomes undefined. */
export const readNumber = lazy(() =>
  v.fallback(
    v.nullish(v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/), v.transform(Number))])),
    undefined,
  ),
)

/**
 * Optional flag in a response. Wazzup documents the strings "true" and "false" and sends booleans. Forms that other
 * programs write, such as 1, "1" and "yes", are accepted too. Any other value becomes undefined, also an empty string.
 */
export const readFlag = lazy(() =>
  v.fallback(
    v.nullish(
      v.union([
        v.boolean(),
        v.pipe(
          v.union([v.string(), v.number()]),
          v.transform(String),
          v.regex(/^\s*(true|yes|y|on|1|false|no|n|off|0)\s*$/i),
          v.transform((value) => /^\s*([ty1]|on)/i.test(value)),
        ),
      ]),
    ),
    undefined,
  ),
)

/**
 * Creates the schema of an optional value of a list that Wazzup extends without notice. A value that is not text
 * becomes undefined.
 */
// @__NO_SIDE_EFFECTS__
export function readOpen<const Known extends readonly string[]>(known: Known) {
  return v.fallback(v.nullish(openPicklist(known)), undefined)
}

/** Text that is not empty. */
export const requiredText = lazy(() => v.pipe(v.string(), v.nonEmpty()))

const wholeNumber = lazy(() =>
  v.pipe(
    v.number(),
    v.check((value) => Number.isSafeInteger(value), 'a whole number that JavaScript holds exactly'),
    v.transform(String),
  ),
)

/**
 * Id in an input, as text or as a whole number, because the documentation does not fix its type. It is sent as text.
 */
export const anyId = lazy(() => v.union([requiredText(), wholeNumber()]))

/** Id that becomes a segment of the path. "." and ".." are rejected, because they would lead to another route. */
export const pathId = lazy(() =>
  v.pipe(
    v.string(),
    v.nonEmpty(),
    v.check((id) => id !== '.' && id !== '..' && id.isWellFormed(), 'a well-formed id that is not "." or ".."'),
  ),
)

/** Id like {@link anyId} that becomes a segment of the path. */
export const anyPathId = lazy(() => v.union([pathId(), wholeNumber()]))
