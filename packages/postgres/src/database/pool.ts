/** The result of a statement, as `pg` returns it. */
interface Result {
  rows: unknown[]
}

/** What a store needs of a connection of `pg`. */
export interface PostgresConnection {
  /** Runs SQL with values for its parameters `$1`, `$2` and so on. */
  query(text: string, values?: unknown[]): Promise<Result>
  /** Gives the connection back, or ends it. */
  release(destroy?: boolean): void
  /** Registers a listener. Without it, the store looks for work once a second only. */
  on?(event: 'notification' | 'error' | 'end', listener: (value: never) => void): unknown
  /** Id of the process of the server to which it was connected. Behind a pool of connections it is an invented one. */
  readonly processID?: number | null | undefined
}

/** What a store needs of a pool of `pg`. A `Pool` of `pg` fits. */
export interface PostgresPool {
  /** Its options. With fewer than 3 connections, none is kept for notifications. */
  readonly options?: { readonly max?: number | undefined } | undefined
  /** Runs SQL on any connection. */
  query(text: string, values?: unknown[]): Promise<Result>
  /** Returns a connection. */
  connect(): Promise<PostgresConnection>
  /** Registers a listener. */
  on?(event: 'error', listener: (error: Error) => void): unknown
}

const watched = new WeakSet<PostgresPool>()

/**
 * Keeps the process alive when the connections of a pool break while they are idle, for example because the server is
 * restarted: `pg` emits an error, which ends the process if there is no listener. The next statement connects again.
 */
export function ignoreBrokenConnections(pool: PostgresPool): void {
  if (watched.has(pool)) return
  watched.add(pool)
  pool.on?.('error', () => {})
}

/** Runs one statement and returns its rows. */
export type Query = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>

/** Number of times that a statement runs again after PostgreSQL undid it because of other transactions. */
const mostTries = 5

/** A deadlock, and a transaction that could not be ordered among the others. Both were undone as a whole. */
export const undone: ReadonlySet<string> = new Set(['40P01', '40001'])

/** Returns the code that PostgreSQL gave an error. */
export function errorCodeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code)
}

/** Returns the function that runs statements on the connections of a pool. */
export function createQuery(pool: PostgresPool): Query {
  return async <Row>(text: string, values: readonly unknown[]) => {
    for (let tries = 1; ; tries++) {
      try {
        return (await pool.query(text, [...values])).rows as Row[]
      } catch (error) {
        if (tries === mostTries || !undone.has(errorCodeOf(error))) throw error
      }
    }
  }
}
