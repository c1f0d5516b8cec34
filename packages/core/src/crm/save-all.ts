import { BATCH_LIMIT } from '../api/values.ts'
import { findRejected, type Reason } from './find-rejected.ts'

/** An item that Wazzup did not save. */
export interface Rejected<Item> extends Reason {
  /** The item, as it was given. */
  item: Item
  /** Its id. */
  id: string
}

/** Options of {@link saveAll}. */
export interface SaveAllOptions<Item> {
  /** Called for each item that Wazzup did not save. It is awaited, and its error ends the work. */
  onRejected?: ((rejected: Rejected<Item>) => unknown) | undefined
  /**
   * Called after each batch, for a progress bar or for a mark from which to go on: `lastId` is the id of its last item. It is
   * awaited, and its error ends the work.
   */
  onBatch?: ((progress: { lastId: string; saved: number }) => unknown) | undefined
  /** Aborts the work before the next batch. */
  signal?: AbortSignal | undefined
}

/** The result of {@link saveAll}. */
export interface SaveAllReport<Item> {
  /** Number of items that Wazzup saved. */
  saved: number
  /** The items that it did not save. */
  rejected: Rejected<Item>[]
}

/**
 * Saves employees, contacts, deals or pipelines in batches of 100. Wazzup rejects a whole batch for one invalid item: it is left
 * out and reported, and the rest of its batch is saved. An item whose id came before is reported too.
 *
 * A save creates or updates, so the whole list can be saved again after a crash: 6,000 contacts are 60 calls.
 *
 * @param save makes the call for one batch
 * @throws WazzupError when a failure is not about single items: the key, the network, more employees than 1,000. The batches
 *   before are saved.
 * @throws the reason of `signal` when it aborts.
 * @see https://wazzup24.ru/help/api-ru/obshhie-oshibki/
 * @example
 * const { saved, rejected } = await saveAll((contacts) => wazzup.contacts.save({ contacts }), readContacts())
 * for (const { id, fields, message } of rejected) console.warn(id, fields, message)
 */
export async function saveAll<Item extends { id: string | number }>(
  save: (items: Item[]) => Promise<unknown>,
  items: Iterable<Item> | AsyncIterable<Item>,
  { onRejected, onBatch, signal }: SaveAllOptions<Item> = {},
): Promise<SaveAllReport<Item>> {
  const report: SaveAllReport<Item> = { saved: 0, rejected: [] }
  const known = new Set<string>()

  async function reject(item: Item, reason: Reason): Promise<void> {
    const rejected = { item, id: String(item.id), ...reason }
    report.rejected.push(rejected)
    await onRejected?.(rejected)
  }

  /** Saves a batch without its invalid items. Without a hint which they are, each half is saved alone. */
  async function saveBatch(batch: readonly Item[]): Promise<void> {
    signal?.throwIfAborted()
    if (batch.length === 0) return
    try {
      await save([...batch])
      report.saved += batch.length
    } catch (error) {
      const reasons = findRejected(error, batch)
      if (reasons.size > 0) {
        for (const [index, reason] of reasons) await reject(batch[index]!, reason)
        return saveBatch(batch.filter((_, index) => !reasons.has(index)))
      }
      const middle = Math.ceil(batch.length / 2)
      await saveBatch(batch.slice(0, middle))
      await saveBatch(batch.slice(middle))
    }
  }

  async function endBatch(batch: readonly Item[]): Promise<void> {
    await saveBatch(batch)
    await onBatch?.({ lastId: String(batch.at(-1)!.id), saved: report.saved })
  }

  let batch: Item[] = []
  for await (const item of items) {
    const id = String(item.id)
    if (known.has(id)) {
      await reject(item, { fields: ['id'], message: 'An item before it has the same id' })
      continue
    }
    known.add(id)
    batch.push(item)
    if (batch.length < BATCH_LIMIT) continue
    await endBatch(batch)
    batch = []
  }
  if (batch.length > 0) await endBatch(batch)
  return report
}
