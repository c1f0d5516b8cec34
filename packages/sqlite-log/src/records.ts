import { encodeText, type RecordQuery, type RecordRow, type StoredRecord } from '@wazzup-kit/core/store'
import type { LogDatabase } from './log-database.ts'
import { rangeOf } from './prefix.ts'

const select =
  'SELECT key, value, version FROM wazzup_records WHERE (expires_at IS NULL OR expires_at > ?) AND account = ?'

export function readRecords(database: LogDatabase, account: string, keys: readonly string[], now: number) {
  const number = database.findAccount(account)
  return keys.map((key) => {
    const row = database.get<RecordRow>(`${select} AND key = ?`, now, number, encodeText(key))
    return row && database.toRecord(row)
  })
}

export function readGroup(database: LogDatabase, account: string, group: string, now: number): StoredRecord[] {
  return database
    .all<RecordRow>(`${select} AND in_group = ? ORDER BY key`, now, database.findAccount(account), encodeText(group))
    .map((row) => database.toRecord(row))
}

export function listRecords(database: LogDatabase, account: string, query: RecordQuery, now: number): StoredRecord[] {
  const { prefix, after = '', limit } = query
  const [start, end] = rangeOf(prefix)
  return database
    .all<RecordRow>(
      `${select} AND key >= max(?3, ?4) AND key <> ?4 AND key < coalesce(?5, x'') ORDER BY key LIMIT ?6`,
      now,
      database.findAccount(account),
      start,
      encodeText(after),
      end,
      limit,
    )
    .map((row) => database.toRecord(row))
}
