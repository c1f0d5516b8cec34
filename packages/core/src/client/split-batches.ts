import { isWazzupError } from '../errors/is-wazzup-error.ts'
import { createInputError } from '../errors/validation-error.ts'
import { BATCH_LIMIT } from '../api/values.ts'

/** A run of items that went into one call. */
export interface Batch<Item> {
  /** Place of its first item among all. */
  offset: number
  items: readonly Item[]
}

/** What became of all batches. */
export interface BatchReport<Item, Result> {
  done: (Batch<Item> & { result: Result })[]
  failed: (Batch<Item> & { error: unknown })[]
  /** Batches that were not tried, because what stopped an earlier one would stop them too. */
  left: Batch<Item>[]
}

export interface BatchOptions<Item> {
  /**
   * Items per call: at least 1; more than 100 are taken for 100.
   *
   * @default 100
   */
  size?: number | undefined
  /** Stops before the next batch. */
  signal?: AbortSignal | undefined
  /** Is called after each batch, for a progress bar. What it throws is ignored. */
  onBatch?(progress: { batch: Batch<Item>; tried: number; total: number }): void
}

/**
 * Cuts a long list into batches, makes one call after the other, and returns which ones failed. A failed call never rejects
 * it. One bad item makes Wazzup reject its whole batch: its place is `offset` plus the `index` in the error's `data`.
 * Goes on after a failed batch, but not after a wrong key (401, 403) or an abort.
 *
 * @throws WazzupValidationError when `size` is not a whole number of at least 1; nothing was called then.
 *
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
    notifyBatch(onBatch, { batch, tried: total - left.length, total })
  }
  return report
}

/** The report of what was done must not be lost to a broken progress bar. */
function notifyBatch<Item>(
  onBatch: BatchOptions<Item>['onBatch'],
  progress: { batch: Batch<Item>; tried: number; total: number },
): void {
  try {
    onBatch?.(progress)
  } catch {
    // As documented.
  }
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
