import type { Issue } from './issues.ts'
import type { Reading } from './schema.ts'

/** An item of a list that could not be read and is not in the result. */
export interface Unreadable {
  /** Index in the list that Wazzup sent. */
  index: number
  /** The item as Wazzup sent it. */
  value: unknown
  /** Why the item could not be read. */
  issues: readonly Issue[]
}

const unreadableItems = new WeakMap<object, readonly Unreadable[]>()

/**
 * Returns the items that could not be read and were left out of a list. Takes a list or a page that a call returned, or a
 * list inside of an event or an entity, such as `event.contactData`. Returns an empty array if every item was read.
 */
export function getUnreadable(result: object): readonly Unreadable[] {
  return unreadableItems.get(result) ?? []
}

/** Stores the unreadable items of a result for {@link getUnreadable}. */
export function noteUnreadable(result: object, unreadable: readonly Unreadable[]): void {
  if (unreadable.length > 0) unreadableItems.set(result, unreadable)
}

/** Reads each item. Returns the readable ones, and stores the others for {@link getUnreadable}. */
export function keepReadable<Item>(values: readonly unknown[], readItem: (value: unknown) => Reading): Item[] {
  const items: Item[] = []
  const unreadable: Unreadable[] = []
  for (const [index, value] of values.entries()) {
    const reading = readItem(value)
    if (reading.issues) unreadable.push({ index, value, issues: reading.issues })
    else items.push(reading.value as Item)
  }
  noteUnreadable(items, unreadable)
  return items
}
