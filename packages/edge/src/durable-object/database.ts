import { toStoredEvent, toStoredRecord } from '@wazzup-kit/core/store'
import { createMemory, type LogDatabase } from '@wazzup-kit/sqlite-log'
import { readText } from './long-values.ts'
import type { ObjectStorage, SqlValue } from './object-state.ts'

/**
 * Creates the functions that run statements. Cloudflare keeps them prepared. No two instances of an object have the same
 * number `opening`.
 */
export function createDatabase({ sql }: Pick<ObjectStorage, 'sql'>, opening: number): LogDatabase {
  let tokens = 0

  function all<Row>(query: string, ...values: SqlValue[]): Row[] {
    return sql.exec(query, ...values).toArray() as Row[]
  }

  const get = <Row>(query: string, ...values: SqlValue[]) => all<Row>(query, ...values)[0]
  const readOptional = (column: string | null) => (column === null ? null : readText({ all }, column))

  return {
    run(query, ...values) {
      sql.exec(query, ...values)
      return get<{ count: number }>('SELECT changes() AS count')!.count
    },
    get,
    all,
    nextToken: () => `${opening}.${++tokens}`,
    toEvent: (row) => toStoredEvent({ ...row, data: readOptional(row.data), progress: readOptional(row.progress) }),
    toRecord: (row) => toStoredRecord({ ...row, value: readText({ all }, row.value) }),
    ...createMemory(get),
  }
}
