import * as v from 'valibot'
import { lazy } from './lazy.ts'
import { readId } from './fields.ts'
import type { Schema } from './schema.ts'
import { listOf } from './list-of.ts'
import { itemsOf, readItems } from './read-list.ts'

/** The readable items of a list that may be missing. `getUnreadable` returns the other items. */
type Nested<Item> = Item[] | null | undefined

/**
 * Creates the schema of a list inside of an entity, where the list may be missing. Unreadable items are left out and kept
 * for `getUnreadable`. A single value is read as a list of one.
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

/** An id, or an entity with an id. */
const readReference = lazy(() =>
  v.union([
    readId(),
    v.pipe(
      v.looseObject({ id: readId() }),
      v.transform(({ id }) => id),
    ),
  ]),
)

/** Schema of a list of ids inside of an entity, where the list may be missing. */
export const readIdList = lazy(() => readNested(readReference()))

/**
 * Schema of a response that is a list of ids. Other items are left out and kept for `getUnreadable`. A value that is
 * not a list becomes an empty list.
 */
export const readIds = lazy(() =>
  v.pipe(
    v.unknown(),
    v.transform((value): string[] => readItems<string>(readReference() as Schema, itemsOf(value) ?? [])),
    v.metadata({ list: readId() }),
  ),
)
