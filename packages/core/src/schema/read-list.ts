import * as v from 'valibot'
import { readNumber } from './fields.ts'
import { parse, type Schema } from './schema.ts'
import { keepReadable, noteUnreadable, getUnreadable } from './unreadable.ts'

/** Reads the items that fit, and notes the others for `getUnreadable`. */
export function readItems<Item>(item: Schema, values: readonly unknown[]): Item[] {
  return keepReadable(values, (value) => parse(item, value))
}

/** Finds the items in a bare array or in `{ count, data }`: pages of different age document both. */
export function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  const data = (value as { data?: unknown } | null)?.data
  return Array.isArray(data) ? data : undefined
}

/** Reads a list whose items fit `item`, from a bare array or from `{ count, data }`. */
// @__NO_SIDE_EFFECTS__
export function readList<Item>(item: v.GenericSchema<unknown, Item> | Schema) {
  return v.pipe(
    v.unknown(),
    v.rawTransform<unknown, Item[]>(({ dataset, addIssue, NEVER }) => {
      const values = itemsOf(dataset.value)
      if (values) return readItems<Item>(item as Schema, values)
      addIssue({ message: 'an array, or an object with an array in data' })
      return NEVER
    }),
    v.metadata({ list: item }),
  )
}

/** A page of a longer list. */
export interface Page<Item> {
  /** Total by one page of the documents, number in this answer by another. Iterate the list rather than page by it. */
  count: number | null
  data: Item[]
}

/** Reads `{ count, data }` whose items fit `item`; a bare array is taken too. */
// @__NO_SIDE_EFFECTS__
export function readPage<Item>(item: v.GenericSchema<unknown, Item> | Schema) {
  return v.pipe(
    v.unknown(),
    v.rawTransform<unknown, Page<Item>>(({ dataset, addIssue, NEVER }) => {
      const values = itemsOf(dataset.value)
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
