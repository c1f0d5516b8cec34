import { WazzupValidationError } from '@wazzup-kit/core'
import { createStore, type Clock, type Store } from '@wazzup-kit/core/store'
import type { PostgresPool } from './database/pool.ts'
import { createPostgresDriver } from './postgres-driver.ts'

/** Name of the schema in which a store keeps its tables, unless another one is given. */
export const defaultSchema = 'wazzup'

/** Options of {@link createPostgresStore}. */
export interface PostgresStoreOptions {
  /** Your pool: `new Pool({ connectionString })` of `pg`. The store never ends it. */
  pool: PostgresPool
  /**
   * Name of the schema for the tables of the store: up to 50 letters, digits and underscores.
   *
   * @default 'wazzup'
   */
  schema?: string | undefined
  /**
   * Whether the store creates and changes its schema by itself. With `'check'` it only checks the version, and you run the
   * SQL that {@link printMigrations} returns.
   *
   * @default 'run'
   */
  migrate?: 'run' | 'check' | undefined
  /**
   * The clock of everything that is stored, for tests, for example `emulator.clock`.
   *
   * @default the clock of the database
   */
  clock?: Clock | undefined
}

/**
 * Creates a store in a schema of your PostgreSQL (13 or later), for any number of processes. It checks the schema at once,
 * and its functions wait for that. When the database cannot be reached, each of them rejects with the reason, and the next
 * call tries again.
 *
 * @throws WazzupValidationError when an option is invalid.
 * @example
 * const store = createPostgresStore({ pool: new Pool({ connectionString: process.env.DATABASE_URL }) })
 */
export function createPostgresStore(options: PostgresStoreOptions): Store {
  checkOptions(options)
  const { pool, schema = defaultSchema, migrate = 'run', clock } = options
  return createStore(createPostgresDriver({ pool, schema, migrate, clock }))
}

function checkOptions(options: unknown): void {
  const { pool, schema, migrate, clock, ...others }: Record<string, unknown> = { ...(options as object | undefined) }
  const issues = Object.keys(others).map((name) => ({ path: name, message: 'is not an option of createPostgresStore' }))
  const { query, connect } = (pool ?? {}) as Partial<PostgresPool>
  if (typeof query !== 'function' || typeof connect !== 'function') {
    issues.push({ path: 'pool', message: 'must be a Pool of pg: new Pool({ connectionString })' })
  }
  if (schema !== undefined && !(typeof schema === 'string' && /^[A-Za-z_][A-Za-z0-9_]{0,49}$/.test(schema))) {
    issues.push({ path: 'schema', message: 'must be a name of up to 50 letters, digits and underscores' })
  }
  if (migrate !== undefined && migrate !== 'run' && migrate !== 'check') {
    issues.push({ path: 'migrate', message: "must be 'run' or 'check'" })
  }
  if (clock !== undefined && typeof (clock as Partial<Clock> | null)?.now !== 'function') {
    issues.push({ path: 'clock', message: 'must be a clock with a function now(), for example emulator.clock' })
  }
  if (issues.length === 0) return
  throw new WazzupValidationError('input', issues, { endpoint: 'createPostgresStore', effect: 'none', attempts: 0 })
}
