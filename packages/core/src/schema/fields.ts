import * as v from 'valibot'
import { lazy } from './lazy.ts'

/** A closed list that Wazzup extends without notice: the known values complete in an editor, any other string is accepted. */
export type Open<Known extends string> = Known | (string & {})

/**
 * A picklist that stays open. Known values are matched without regard to case and come back in the documented
 * spelling (`openelsewhere` as `openElsewhere`, `approved` as `APPROVED`); unknown ones pass as they are.
 */
// @__NO_SIDE_EFFECTS__
export function openPicklist<const Known extends readonly string[]>(known: Known) {
  const spellings = new Map(known.map((value) => [value.toLowerCase(), value]))
  const exact = new Set<string>(known)
  const spell = (value: string): string => (exact.has(value) ? value : (spellings.get(value.toLowerCase()) ?? value))
  return v.pipe(
    v.string(),
    v.transform((value) => spell(value) as Open<Known[number]>),
    // Guards, documents and tests are made from the known values.
    v.metadata({ known }),
  )
}

const numberAsText = lazy(() => v.pipe(v.number(), v.transform(String)))

/** An identifier as Wazzup sends it: documented as a string, seen as a number too. */
export const readId = lazy(() => v.union([v.string(), numberAsText()]))

/** Optional text in an answer: absent, null, or (seen in the wild) a number. Anything else reads as undefined; the raw value stays reachable. */
export const readText = lazy(() => v.fallback(v.nullish(v.union([v.string(), numberAsText()])), undefined))

/** An optional number in an answer, which may come as digits in a string. */
export const readNumber = lazy(() =>
  v.fallback(
    v.nullish(v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/), v.transform(Number))])),
    undefined,
  ),
)

/**
 * An optional flag: documents print the strings "true" and "false", the service sends booleans, and 1, "1" and "yes" are
 * what other programs make of them. An empty text says nothing. Anything else says neither, and reads as undefined.
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
          v.transform((value) => /^\s*(true|yes|y|on|1)\s*$/i.test(value)),
        ),
      ]),
    ),
    undefined,
  ),
)

/** An optional value of a list that Wazzup extends without notice. Anything but text reads as undefined. */
// @__NO_SIDE_EFFECTS__
export function readOpen<const Known extends readonly string[]>(known: Known) {
  return v.fallback(v.nullish(openPicklist(known)), undefined)
}

/** Text that must not be empty. */
export const requiredText = lazy(() => v.pipe(v.string(), v.nonEmpty()))

const wholeNumber = lazy(() =>
  v.pipe(
    v.number(),
    v.check((value) => Number.isSafeInteger(value), 'a whole number that JavaScript holds exactly'),
    v.transform(String),
  ),
)

/** An id that pages type as a number or as anything: text or a whole number, sent as text. */
export const anyId = lazy(() => v.union([requiredText(), wholeNumber()]))

/** An id that becomes a part of the address: a dot segment would climb to another route. */
export const pathId = lazy(() =>
  v.pipe(
    v.string(),
    v.nonEmpty(),
    v.check((id) => id !== '.' && id !== '..', 'an id that is not "." or ".."'),
    v.check((id) => id.isWellFormed(), 'text that can stand in an address: half a character is in it'),
  ),
)

/** The same for ids of {@link anyId}. */
export const anyPathId = lazy(() => v.union([pathId(), wholeNumber()]))
