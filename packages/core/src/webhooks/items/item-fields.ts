import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { type Schema, parse } from '../../schema/schema.ts'
import { listOf } from '../../schema/list-of.ts'
import { keepReadable } from '../../schema/unreadable.ts'

/** Returns whether a text is an id. Items of two chats would share an empty one, and what some languages write for no id. */
export function isItemId(value: unknown): value is string {
  // Not `saysNothing`, for which "OK" is no error: it may be the name of an author.
  return typeof value === 'string' && !/^\s*(0|false|none|null|undefined)?\s*$/i.test(value)
}

/** Returns an id as text; undefined when the value is none, or a number that has lost digits. */
export function toItemId(value: unknown): string | undefined {
  const text = Number.isSafeInteger(value) ? String(value) : value
  return isItemId(text) ? text : undefined
}

/** An id. A body parser may have rounded a number beyond the safe integers to the id of another chat, so it is rejected. */
const readId = lazy(() =>
  v.union([
    v.string(),
    v.pipe(
      v.number(),
      v.check((value) => Math.abs(value) <= Number.MAX_SAFE_INTEGER, 'a whole number that JavaScript holds exactly'),
      v.transform(String),
    ),
  ]),
)

/** Optional text, or a number that was not rounded. Any other value becomes undefined. */
export const readText = lazy(() => v.fallback(v.nullish(readId()), undefined))

/** Wazzup's id of an item. */
export const itemId = lazy(() =>
  v.pipe(readId(), v.check<string, string>(isItemId, 'an id'), v.metadata({ accepts: isItemId })),
)

/** Optional text that shows who wrote a message. What programs write for no value, such as 0 or "null", becomes undefined. */
export const readAuthor = lazy(() => v.fallback(v.nullish(itemId()), undefined))

/** An id that others have chosen, of a chat or of your contact. */
export const filledId = lazy(() => v.pipe(readId(), v.nonEmpty()))

/** An optional object, whose own fields are optional too. */
// @__NO_SIDE_EFFECTS__
export function readObject<const Fields extends v.ObjectEntries>(fields: Fields) {
  return v.fallback(v.nullish(v.looseObject(fields)), undefined)
}

/** An optional list of any values; a value that is not a list becomes a list of one. */
export const readSeveral = lazy(() =>
  v.fallback(
    v.nullish(
      v.union([
        v.array(v.unknown()),
        v.pipe(
          v.unknown(),
          v.transform((value): unknown[] => [value]),
        ),
      ]),
    ),
    undefined,
  ),
)

/**
 * Returns the schema of a list. Items that cannot be read are left out, and `getUnreadable` returns them. One item that is
 * not in a list becomes a list of one; null and undefined become an empty list.
 */
// @__NO_SIDE_EFFECTS__
export function readItems<const Item extends v.GenericSchema>(item: Item) {
  const read = (value: unknown): v.InferOutput<Item>[] =>
    value === undefined || value === null ? [] : keepReadable(listOf(value), (each) => parse(item as Schema, each))
  const list = v.fallback(v.pipe(v.unknown(), v.transform(read), v.metadata({ list: item })), () => [])
  return list as v.GenericSchema<unknown, v.InferOutput<Item>[]> as v.GenericSchema<
    v.InferInput<Item>[],
    v.InferOutput<Item>[]
  >
}
