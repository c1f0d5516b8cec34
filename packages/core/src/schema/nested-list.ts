import * as v from 'valibot'
import { lazy } from './lazy.ts'
import { readId } from './fields.ts'
import type { Schema } from './schema.ts'
import { listOf } from './list-of.ts'
import { itemsOf, readItems } from './read-list.ts'

/** A list that is missing, or the items of one that fit. Those that do not are found by `getUnreadable`. */
type Nested<Item> = Item[] | null | undefined

/**
 * Reads a list inside of an entity, where it may be missing. What cannot be read is left out and kept for
 * `getUnreadable`; one item alone is a list of one.
 */
// @__NO_SIDE_EFFECTS__
export function readNested<const Item extends v.GenericSchema>(item: Item) {
  return v.pipe(
    v.optional(v.unknown()),
    v.transform((value): Nested<v.InferOutput<Item>> =>
      value === undefined || value === null ? value : readItems<v.InferOutput<Item>>(item as Schema, listOf(value)),
    ),
    v.metadata({ list: item }),
  )
}

/** An id, or the entity that it is the id of. */
const readReference = lazy(() =>
  v.union([
    readId(),
    v.pipe(
      v.looseObject({ id: readId() }),
      v.transform(({ id }) => id),
    ),
  ]),
)

/** Reads a list of ids inside of an entity, where it may be missing. */
export const readIdList = lazy(() => readNested(readReference()))

/** Reads ids in an answer. What is no id is left out and kept for `getUnreadable`; no list at all means none. */
export const readIds = lazy(() =>
  v.pipe(
    v.unknown(),
    v.transform((value): string[] => readItems<string>(readReference() as Schema, itemsOf(value) ?? [])),
    v.metadata({ list: readId() }),
  ),
)
