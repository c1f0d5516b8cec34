import type { Issue } from './issues.ts'
import type { Reading } from './schema.ts'

/** An item of a list that could not be read, left out of the result and kept here. */
export interface Unreadable {
  /** Its place in the list as Wazzup sent it. */
  index: number
  value: unknown
  issues: readonly Issue[]
}

const unreadableItems = new WeakMap<object, readonly Unreadable[]>()

/**
 * Returns the items that could not be read and were left out: of a list or a page that a call returned, or of a list
 * inside of an event or an entity, such as `getUnreadable(event.contactData)`. Empty when everything was read.
 */
export function getUnreadable(result: object): readonly Unreadable[] {
  return unreadableItems.get(result) ?? []
}

/** Notes what was left out of a result. */
export function noteUnreadable(result: object, unreadable: readonly Unreadable[]): void {
  if (unreadable.length > 0) unreadableItems.set(result, unreadable)
}

/** Reads item by item: returns those that fit, and notes the others for {@link getUnreadable}. */
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
