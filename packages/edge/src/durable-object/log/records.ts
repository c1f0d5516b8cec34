import { decodeText, encodeText, type RecordQuery, type StoredRecord } from '@wazzup-kit/core/store'
import type { Database } from '../database.ts'
import { decodeValue } from '../long-values.ts'
import { rangeOf } from './prefix.ts'

interface RecordRow {
  key: string
  value: string
  version: string
}

const select =
  'SELECT key, value, version FROM wazzup_records WHERE (expires_at IS NULL OR expires_at > ?) AND account = ?'

export function readRecords(database: Database, account: string, keys: readonly string[], now: number) {
  const name = encodeText(account)
  return keys.map((key) => {
    const row = database.get<RecordRow>(`${select} AND key = ?`, now, name, encodeText(key))
    return row && toRecord(database, row)
  })
}

export function readGroup(database: Database, account: string, group: string, now: number): StoredRecord[] {
  return database
    .all<RecordRow>(`${select} AND in_group = ? ORDER BY key`, now, encodeText(account), encodeText(group))
    .map((row) => toRecord(database, row))
}

export function listRecords(database: Database, account: string, query: RecordQuery, now: number): StoredRecord[] {
  const { prefix, after = '', limit } = query
  const [start, end] = rangeOf(prefix)
  return database
    .all<RecordRow>(
      `${select} AND key >= max(?3, ?4) AND key <> ?4 AND key < coalesce(?5, x'') ORDER BY key LIMIT ?6`,
      now,
      encodeText(account),
      start,
      encodeText(after),
      end,
      limit,
    )
    .map((row) => toRecord(database, row))
}

function toRecord(database: Database, { key, value, version }: RecordRow): StoredRecord {
  return { key: decodeText(key), value: decodeValue(database, value), version }
}
