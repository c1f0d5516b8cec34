import type { Query } from './database/pool.ts'

/** An open transaction: a client of `pg`, or an object with its `query`. */
export interface PostgresTransaction {
  /** Runs SQL with values for its parameters `$1`, `$2` and so on. Resolves with the rows, or with an object that has them as `rows`. */
  query(text: string, values?: unknown[]): Promise<unknown>
}

/**
 * Returns the function that runs statements in a transaction of the caller.
 *
 * @throws TypeError when it has no function `query`.
 */
export function joinTransaction(transaction: unknown): Query {
  const { query } = (transaction ?? {}) as Partial<PostgresTransaction>
  if (typeof query !== 'function') {
    throw new TypeError(
      'The transaction must be a client of pg, or an object { query(text, values) } that runs SQL in your transaction',
    )
  }
  return async <Row>(text: string, values: readonly unknown[]) => {
    const result = await query.call(transaction, text, [...values])
    // Some clients return the rows themselves.
    return (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as Row[]
  }
}
