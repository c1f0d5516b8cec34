/** How many records a log keeps. Older records are dropped; the numbers of the others stay. */
export interface LogLimit {
  /**
   * Number of records in each log.
   *
   * @default 10_000
   */
  records?: number | undefined
  /**
   * Size of each log in bytes: the texts of all bodies and responses, and 1,000 bytes for each record. The newest
   * record is kept at any size.
   *
   * @default 33_554_432 (32 MB)
   */
  bytes?: number | undefined
}

/** The newest records of a log. */
export interface LogRecords<Item> {
  readonly records: readonly Item[]
  /** Adds the record that `create` returns for the next number, with the size of its texts. */
  add(create: (number: number) => Item, size: number): Item
  /** Adds to the size of a record, if it is still kept. */
  grow(record: Item, size: number): void
  reset(): void
}

/** Approximate size of a record without its texts. */
const RECORD_BYTES = 1_000

const MOST_RECORDS = 10_000
const MOST_BYTES = 32 * 1024 * 1024

/** Creates an empty log. */
export function createLogRecords<Item extends { readonly number: number }>(
  limit: LogLimit | 'off' = {},
): LogRecords<Item> {
  const { records: most = MOST_RECORDS, bytes: mostBytes = MOST_BYTES } =
    limit === 'off' ? { records: Infinity, bytes: Infinity } : limit
  const records: Item[] = []
  /** Sizes of the records, in the same order. */
  const sizes: number[] = []
  let total = 0
  let last = 0

  function trim(): void {
    while (records.length > 1 && (records.length > most || total > mostBytes)) {
      records.shift()
      total -= sizes.shift()!
    }
  }

  return {
    records,
    add(create, size) {
      last += 1
      const record = create(last)
      records.push(record)
      sizes.push(size + RECORD_BYTES)
      total += size + RECORD_BYTES
      trim()
      return record
    },
    grow({ number }, size) {
      const at = number - (records[0]?.number ?? Infinity)
      if (sizes[at] === undefined) return
      sizes[at] += size
      total += size
      trim()
    },
    reset() {
      records.length = 0
      sizes.length = 0
      total = 0
      last = 0
    },
  }
}
