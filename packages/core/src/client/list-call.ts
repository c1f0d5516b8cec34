import { getRaw } from './transport/response.ts'
import { WazzupValidationError } from '../errors/validation-error.ts'
import { getUnreadable } from '../schema/unreadable.ts'

/**
 * The result of a list method. `await` returns one page, and `all()` the items of all pages. `for await` returns the items of all
 * pages, and fetches each page when it is needed.
 *
 * Wazzup finds a page by the number of items to skip. Do not delete items while you iterate: each deletion moves the
 * other items forward, and some are skipped. Collect the ids first, then delete.
 *
 * @throws WazzupValidationError while iterating, when Wazzup returns fewer items than the list's own total.
 */
export interface ListCall<Page, Item> extends Promise<Page>, AsyncIterable<Item> {
  /**
   * Returns the items of all pages.
   *
   * @throws WazzupError when a page cannot be read.
   */
  all(): Promise<Item[]>
}

/** How a list is read page by page. */
export interface Paging<Page, Item> {
  /** Query parameter with the number of items to skip. Undefined if one response contains all items. */
  offset?: 'offset' | undefined
  /**
   * Set if the endpoint returns either all items, as a bare array, or one page of them, as `{ count, data }`. No further
   * page is fetched after a bare array.
   */
  whole?: 'bare array' | undefined
  /** Returns the items of a page. */
  items(page: Page): readonly Item[]
}

/** Maximum number of items on a page. Wazzup may ignore a larger `limit`. */
const PAGE_SIZE = 100

/** Creates a list call from a function that fetches the page with a given input. */
export function createListCall<Page extends object, Item>(
  name: string,
  fetchPage: (input: Record<string, unknown>) => Promise<Page>,
  input: Record<string, unknown>,
  { offset, whole, items }: Paging<Page, Item>,
): ListCall<Page, Item> {
  // A real promise and not only a `then` method, so that the stack of an error contains the line that awaited it.
  const first = fetchPage(input)

  async function* iterate(): AsyncGenerator<Item, void, undefined> {
    const size = typeof input.limit === 'number' ? Math.min(input.limit, PAGE_SIZE) : PAGE_SIZE
    let skipped = typeof input.offset === 'number' ? input.offset : 0
    let current = await first
    for (;;) {
      const list = items(current)
      yield* list
      // Unreadable items count too: otherwise the next offset would be too small, and items would come twice.
      const length = list.length + getUnreadable(current).length
      if (offset === undefined || (whole && Array.isArray(getRaw(current)))) return
      if (length === 0) return checkEnd(name, skipped, current)
      skipped += length
      if (length < size && !isTotalAbove(skipped, current)) return
      const next = await fetchPage({ ...input, [offset]: skipped })
      // A server that ignores the offset returns the same page each time, so the loop would never end.
      if (beginningOf(next, items(next)) === beginningOf(current, list)) return checkEnd(name, skipped, next)
      current = next
    }
  }

  async function all(): Promise<Item[]> {
    const list: Item[] = []
    for await (const item of iterate()) list.push(item)
    return list
  }

  return Object.assign(first, { all, [Symbol.asyncIterator]: iterate })
}

/** Throws if the list ended before its own total, because the caller would take the list for complete. */
function checkEnd(name: string, skipped: number, page: object): void {
  if (!isTotalAbove(skipped, page)) return
  const issue = { path: 'count', message: `is too large: Wazzup returned nothing after ${skipped} items` }
  throw new WazzupValidationError('output', [issue], { endpoint: name, effect: 'none', attempts: 1 })
}

/** Returns the first item of a page as text, even if it could not be read. */
function beginningOf(page: object, list: readonly unknown[]): string | undefined {
  return JSON.stringify(list[0] ?? getUnreadable(page)[0]?.value)
}

/**
 * Whether `count` is greater than the number of items so far, which means that more items follow. One page of Wazzup's
 * documentation defines `count` as the number of items in this response; then it is never greater.
 */
function isTotalAbove(skipped: number, page: object): boolean {
  const { count } = getRaw(page) as { count?: unknown }
  const total = typeof count === 'string' ? Number(count) : count
  return typeof total === 'number' && total > skipped
}
