/** A contender of the store, and the file in `contenders/`. */
export interface Entry {
  label: string
  file: string
}

/** The contender that the others are compared with. */
export const anchor: Entry = { label: 'the bare SQL statements', file: 'statements' }

export const contenders: readonly Entry[] = [
  anchor,
  { label: 'wazzup-kit, SQLite store', file: 'wazzup' },
  { label: 'BullMQ 6 on Redis, appendfsync always', file: 'bullmq' },
]
