import type { EventRow, RecordRow, StoredEvent, StoredRecord } from '@wazzup-kit/core/store'
import type { LogMemory } from './memory.ts'

/** A value of a parameter. */
type SqlValue = string | number | null

/** An open database with the tables of the log. */
export interface LogDatabase extends LogMemory {
  /** Runs a statement and returns the number of changed rows. */
  run(sql: string, ...values: SqlValue[]): number
  /** Returns the first row. */
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined
  /** Returns all rows. */
  all<Row>(sql: string, ...values: SqlValue[]): Row[]
  /** Returns a text that no call returned before, also after the database was opened again. */
  nextToken(): string
  /** Returns the event of a row. */
  toEvent(row: EventRow): StoredEvent
  /** Returns the record of a row. */
  toRecord(row: RecordRow): StoredRecord
}
