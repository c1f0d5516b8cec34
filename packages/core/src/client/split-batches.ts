import { isWazzupError } from '../errors/is-wazzup-error.ts'
import { createInputError } from '../errors/validation-error.ts'
import { BATCH_LIMIT } from '../api/values.ts'
import { quietly } from './hooks.ts'

/** Consecutive items that are passed to one call. */
export interface Batch<Item> {
  /** Index of its first item in the whole list. */
  offset: number
  /** Items of this batch. */
  items: readonly Item[]
}

/** Result of {@link splitBatches}. */
export interface BatchReport<Item, Result> {
  /** Batches whose call succeeded. */
  done: (Batch<Item> & { result: Result })[]
  /** Batches whose call failed. */
  failed: (Batch<Item> & { error: unknown })[]
  /** Batches that were not tried, because an abort or a rejected key stopped the work. */
  left: Batch<Item>[]
}

/** Options of {@link splitBatches}. */
export interface BatchOptions<Item> {
  /**
   * Items per call, at least 1. A number above 100 means 100.
   *
   * @default 100
   */
  size?: number | undefined
  /** Aborts the work before the next batch. */
  signal?: AbortSignal | undefined
  /**
   * Called after each batch, for example for a progress bar, but not after one that stops the work. Its errors are ignored.
   */
  onBatch?(progress: { batch: Batch<Item>; tried: number; total: number }): void
}

/**
 * Splits a long list into batches, makes one call after the other, and returns which ones succeeded and which failed. It
 * continues after a failed batch, except after a rejected key (401, 403) or an abort. The promise does not reject when a
 * call fails. Wazzup rejects a whole batch for one invalid item: the item's index is `offset` plus the `index` in the
 * error's `data`.
 *
 * @throws WazzupValidationError when `size` is not a whole number of at least 1. No call is made then.
 * @example
 * const report = await splitBatches(contacts, (batch) => wazzup.contacts.save({ contacts: batch }))
 */
export async function splitBatches<Item, Result>(
  items: readonly Item[],
  callFor: (batch: Item[]) => Promise<Result>,
  { size = BATCH_LIMIT, signal, onBatch }: BatchOptions<Item> = {},
): Promise<BatchReport<Item, Result>> {
  if (!Number.isInteger(size) || size < 1) {
    throw createInputError([{ path: 'size', message: 'must be a whole number of at least 1' }], 'splitBatches')
  }
  const left = cut(items, Math.min(size, BATCH_LIMIT))
  const total = left.length
  const report: BatchReport<Item, Result> = { done: [], failed: [], left }
  while (left.length > 0 && !signal?.aborted) {
    const batch = left.shift()!
    try {
      report.done.push({ ...batch, result: await callFor([...batch.items]) })
    } catch (error) {
      report.failed.push({ ...batch, error })
      if (stopsAll(error)) break
    }
    // Otherwise an error of a progress bar would lose the report of the batches that are done.
    quietly(() => onBatch?.({ batch, tried: total - left.length, total }))
  }
  return report
}

function cut<Item>(items: readonly Item[], size: number): Batch<Item>[] {
  const batches: Batch<Item>[] = []
  for (let offset = 0; offset < items.length; offset += size) {
    batches.push({ offset, items: items.slice(offset, offset + size) })
  }
  return batches
}

function stopsAll(error: unknown): boolean {
  if (!isWazzupError(error)) return false
  return 'status' in error
    ? error.status === 401 || error.status === 403
    : 'reason' in error && error.reason === 'aborted'
}
