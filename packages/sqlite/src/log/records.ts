import { encodeText, toStoredRecord, type RecordQuery, type RecordRow, type StoredRecord } from '@wazzup-kit/core/store'
import type { Database } from '../database/database.ts'
import { afterPrefix } from '../database/stored-values.ts'

const select = 'SELECT key, value, version FROM records WHERE (expires_at IS NULL OR expires_at > ?) AND account = ?'

export function readRecords(database: Database, account: string, keys: readonly string[], now: number) {
  const number = database.findAccount(account)
  return keys.map((key) => {
    const row = database.get<RecordRow>(`${select} AND key = ?`, now, number, encodeText(key))
    return row && toStoredRecord(row)
  })
}

export function readGroup(database: Database, account: string, group: string, now: number): StoredRecord[] {
  return database
    .all<RecordRow>(`${select} AND in_group = ? ORDER BY key`, now, database.findAccount(account), encodeText(group))
    .map(toStoredRecord)
}

export function listRecords(database: Database, account: string, query: RecordQuery, now: number): StoredRecord[] {
  const { after = '', limit } = query
  const prefix = encodeText(query.prefix)
  return database
    .all<RecordRow>(
      `${select} AND key >= max(?3, ?4) AND key <> ?4 AND key < ?5 ORDER BY key LIMIT ?6`,
      now,
      database.findAccount(account),
      prefix,
      encodeText(after),
      afterPrefix(prefix),
      limit,
    )
    .map(toStoredRecord)
}
