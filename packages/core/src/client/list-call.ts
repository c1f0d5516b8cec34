import { getRaw } from './transport/response.ts'
import { WazzupValidationError } from '../errors/validation-error.ts'
import { getUnreadable } from '../schema/unreadable.ts'

/**
 * The result of a list method. `await` returns one page. `for await` returns the items of all pages, and fetches each page
 * when it is needed.
 *
 * Wazzup finds a page by the number of items to skip. Do not delete items while you iterate: each deletion moves the
 * other items forward, and some are skipped. Collect the ids first, then delete.
 *
 * @throws WazzupValidationError while iterating, when Wazzup returns fewer items than the list's own total.
 */
export interface ListCall<Page, Item> extends Promise<Page>, AsyncIterable<Item> {}

/** How a list is read page by page. */
export interface Paging<Page, Item> {
  /** Query parameter that takes the number of items to skip; none where everything comes at once. */
  offset?: 'offset' | undefined
  /** Set where a bare array holds everything, and only `{ count, data }` is a page. */
  whole?: 'bare array' | undefined
  /** Items of one page. */
  items(page: Page): readonly Item[]
}

/** How many items are on a full page; with a smaller `limit` as many as that. A bigger one may not be granted. */
const PAGE_SIZE = 100

/** Makes a list call out of a function that fetches the page with this input. */
export function createListCall<Page extends object, Item>(
  name: string,
  fetchPage: (input: Record<string, unknown>) => Promise<Page>,
  input: Record<string, unknown>,
  { offset, whole, items }: Paging<Page, Item>,
): ListCall<Page, Item> {
  // A true promise, so that an error's stack names the line that awaited it.
  const first = fetchPage(input)

  async function* iterate(): AsyncGenerator<Item, void, undefined> {
    const size = typeof input.limit === 'number' ? Math.min(input.limit, PAGE_SIZE) : PAGE_SIZE
    let skipped = typeof input.offset === 'number' ? input.offset : 0
    let current = await first
    for (;;) {
      const list = items(current)
      yield* list
      // Items that could not be read count too, or their place would be asked for twice.
      const length = list.length + getUnreadable(current).length
      if (offset === undefined || (whole && Array.isArray(getRaw(current)))) return
      if (length === 0) return checkEnd(name, skipped, current)
      skipped += length
      if (length < size && !isTotalAbove(skipped, current)) return
      const next = await fetchPage({ ...input, [offset]: skipped })
      // A server that ignores the offset would be asked for the same page for ever.
      if (beginningOf(next, items(next)) === beginningOf(current, list)) return checkEnd(name, skipped, next)
      current = next
    }
  }

  return Object.assign(first, { [Symbol.asyncIterator]: iterate })
}

/** A list that ends before its own total must not pass for a whole one. */
function checkEnd(name: string, skipped: number, page: object): void {
  if (!isTotalAbove(skipped, page)) return
  const issue = { path: 'count', message: `says that there is more, but nothing more came after ${skipped} items` }
  throw new WazzupValidationError('output', [issue], { endpoint: name, effect: 'none', attempts: 1 })
}

/** The first item of a page as text, also of one whose items could not be read. */
function beginningOf(page: object, list: readonly unknown[]): string | undefined {
  return JSON.stringify(list[0] ?? getUnreadable(page)[0]?.value)
}

/**
 * Whether a short page says that more follows. Where `count` is the number in this answer, as one page of the documents
 * has it, it is never above what was skipped.
 */
function isTotalAbove(skipped: number, page: object): boolean {
  const { count } = getRaw(page) as { count?: unknown }
  const total = typeof count === 'string' ? Number(count) : count
  return typeof total === 'number' && total > skipped
}
