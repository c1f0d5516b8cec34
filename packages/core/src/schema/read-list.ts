import * as v from 'valibot'
import { readNumber } from './fields.ts'
import { parse, type Schema } from './schema.ts'
import { keepReadable, noteUnreadable, getUnreadable } from './unreadable.ts'

/** Returns the items that match the schema, and keeps the others for `getUnreadable`. */
export function readItems<Item>(item: Schema, values: readonly unknown[]): Item[] {
  return keepReadable(values, (value) => parse(item, value))
}

/**
 * Returns the items of a bare array or of `{ count, data }`, because Wazzup documents both. Otherwise returns
 * undefined.
 */
export function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  const data = (value as { data?: unknown } | null)?.data
  return Array.isArray(data) ? data : undefined
}

/**
 * Returns the items of a list. Returns undefined if each item is a list or a page itself: none of them could be read, so the
 * list would seem to be empty.
 */
function flatItemsOf(value: unknown): readonly unknown[] | undefined {
  const items = itemsOf(value)
  return items?.length && items.every((item) => itemsOf(item)) ? undefined : items
}

/** Creates the schema of a list, as a bare array or as `{ count, data }`, with items of the schema `item`. */
// @__NO_SIDE_EFFECTS__
export function readList<Item>(item: v.GenericSchema<unknown, Item> | Schema) {
  return v.pipe(
    v.unknown(),
    v.rawTransform<unknown, Item[]>(({ dataset, addIssue, NEVER }) => {
      const values = flatItemsOf(dataset.value)
      if (values) return readItems<Item>(item as Schema, values)
      addIssue({ message: 'an array, or an object with an array in data' })
      return NEVER
    }),
    v.metadata({ list: item }),
  )
}

/** One page of a list. */
export interface Page<Item> {
  /**
   * Number of all items or only of those in this response: Wazzup documents both. To read all items, iterate the list and
   * do not rely on this number.
   */
  count: number | null
  /** Readable items of this page. */
  data: Item[]
}

/** Creates the schema of a page `{ count, data }` with items of the schema `item`. A bare array is accepted too. */
// @__NO_SIDE_EFFECTS__
export function readPage<Item>(item: v.GenericSchema<unknown, Item> | Schema) {
  return v.pipe(
    v.unknown(),
    v.rawTransform<unknown, Page<Item>>(({ dataset, addIssue, NEVER }) => {
      const values = flatItemsOf(dataset.value)
      if (!values) {
        addIssue({ message: 'an object with an array in data' })
        return NEVER
      }
      const data = readItems<Item>(item as Schema, values)
      const count = v.safeParse(readNumber(), (dataset.value as { count?: unknown }).count)
      const page = { count: (count.success ? count.output : null) ?? null, data }
      noteUnreadable(page, getUnreadable(data))
      return page
    }),
    v.metadata({ page: item }),
  )
}
