import type { ObjectStorage, SqlValue } from './object-state.ts'

/** An open database. Cloudflare keeps its prepared statements. */
export interface Database {
  /** Runs a statement and returns the number of changed rows. */
  run(sql: string, ...values: SqlValue[]): number
  /** Returns the first row. */
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined
  /** Returns all rows. */
  all<Row>(sql: string, ...values: SqlValue[]): Row[]
  /** Returns a text that no call returned before, also in an earlier instance of the object. */
  nextToken(): string
}

/** Creates the functions that run statements. No two instances of an object have the same number `opening`. */
export function createDatabase({ sql }: Pick<ObjectStorage, 'sql'>, opening: number): Database {
  let tokens = 0

  function all<Row>(query: string, ...values: SqlValue[]): Row[] {
    return sql.exec(query, ...values).toArray() as Row[]
  }

  return {
    run(query, ...values) {
      sql.exec(query, ...values)
      return all<{ count: number }>('SELECT changes() AS count')[0]!.count
    },
    get: <Row>(query: string, ...values: SqlValue[]) => all<Row>(query, ...values)[0],
    all,
    nextToken: () => `${opening}.${++tokens}`,
  }
}
