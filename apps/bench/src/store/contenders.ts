/** A contender of the store, and the file in `contenders/`. */
export interface Entry {
  label: string
  file: string
}

/** Our store without a receiver, which does the work of the bare statements. */
export const alone: Entry = { label: 'wazzup-kit, SQLite store alone', file: 'driver' }

/** Our store with the receiver, which also checks and reads each delivery. */
export const received: Entry = { label: 'wazzup-kit, receiver on the SQLite store', file: 'wazzup' }

/** The contender that the others are compared with. */
export const anchor: Entry = { label: 'the bare SQL statements', file: 'statements' }

export const contenders: readonly Entry[] = [
  anchor,
  alone,
  received,
  { label: 'BullMQ 6 on Redis, appendfsync always', file: 'bullmq' },
]
