import { rawOf } from './answer.ts'
import { unreadableIn } from './unreadable.ts'

/**
 * A list on its way. Await it for one page; iterate it for every item of every page, the further ones fetched as they
 * are needed.
 */
export interface ListCall<Page, Item> extends Promise<Page>, AsyncIterable<Item> {}

/** How a list is read page by page. */
export interface Paging<Page, Item> {
  /** Query parameter that takes the number of items to skip; none where everything comes at once. */
  offset?: 'offset'
  /** Set where a bare array holds everything, and only `{ count, data }` is a page. */
  whole?: 'bare array'
  /** Items of one page. */
  items(page: Page): readonly Item[]
}

/** How many items Wazzup puts on a full page unless `limit` says otherwise. */
const PAGE_SIZE = 100

/** Makes a list call out of a function that fetches the page with this input. */
export function createListCall<Page extends object, Item>(
  fetchPage: (input: Record<string, unknown>) => Promise<Page>,
  input: Record<string, unknown>,
  { offset, whole, items }: Paging<Page, Item>,
): ListCall<Page, Item> {
  // A true promise, so that an error's stack names the line that awaited it.
  const first = fetchPage(input)

  async function* iterate(): AsyncGenerator<Item, void, undefined> {
    const size = typeof input.limit === 'number' ? input.limit : PAGE_SIZE
    let skipped = typeof input.offset === 'number' ? input.offset : 0
    let current = await first
    for (;;) {
      const list = items(current)
      yield* list
      // Items that could not be read count too, or their place would be asked for twice.
      const length = list.length + unreadableIn(current).length
      if (offset === undefined || length < size || (whole && Array.isArray(rawOf(current)))) return
      skipped += length
      const next = await fetchPage({ ...input, [offset]: skipped })
      // A server that ignores the offset would be asked for the same page for ever.
      if (JSON.stringify(items(next)[0]) === JSON.stringify(list[0])) return
      current = next
    }
  }

  return Object.assign(first, { [Symbol.asyncIterator]: iterate })
}
