import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { type Schema, parse } from '../../schema/schema.ts'
import { listOf } from '../../schema/list-of.ts'
import { keepReadable } from '../../schema/unreadable.ts'

/** The id of an item. An empty id is rejected, because items of two chats would share it. */
export const itemId = lazy(() => v.union([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.number(), v.transform(String))]))

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
