import type { PostgresPool } from './pool.ts'
import { migrations } from './schema.ts'

/** The schema that this version uses. */
const current = migrations.length

/** Key of the lock that lets one process at a time change the schema. */
const lock = 0x57_5a_55_50

/** Returns an identifier as PostgreSQL reads it. */
export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}

/** Returns the SQL that brings an empty database up to date, for people who run it by hand. */
export function printMigrations(schema: string, from = 0): string {
  const name = quote(schema)
  const create = [
    `CREATE SCHEMA IF NOT EXISTS ${name};`,
    `CREATE TABLE ${name}.schema_version (version integer NOT NULL, oldest integer NOT NULL);`,
    `INSERT INTO ${name}.schema_version VALUES (0, 0);`,
  ]
  const steps = migrations.slice(from).map(({ sql }) => sql.replaceAll('@.', `${name}.`).trim())
  const { oldest } = migrations.at(-1)!
  const end = `UPDATE ${name}.schema_version SET version = ${current}, oldest = ${oldest};`
  return [...(from === 0 ? create : []), ...steps, end, ''].join('\n')
}

/**
 * Checks the schema of the database, and brings it up to date.
 *
 * @throws Error when the schema is missing and must not be created, and when it is newer than this version can use.
 */
export async function migrate(pool: PostgresPool, schema: string, mode: 'run' | 'check'): Promise<void> {
  const connection = await pool.connect()
  try {
    const before = await readVersion(connection, schema)
    if (before.version >= current && before.oldest <= current) return
    if (before.oldest > current) {
      throw new Error(
        `A newer version of @wazzup-kit/postgres has changed the schema "${schema}" to version ${before.version}, which ` +
          `needs version ${before.oldest} or later; this package knows version ${current}. Update the package.`,
      )
    }
    if (mode === 'check') {
      throw new Error(
        `The schema "${schema}" has version ${before.version}, and version ${current} is needed. Run the SQL that ` +
          `printMigrations returns, or leave out migrate: 'check'.`,
      )
    }
    await connection.query('BEGIN')
    // Ends with the transaction, so that it also works through PgBouncer.
    await connection.query('SELECT pg_advisory_xact_lock($1)', [lock])
    const { version } = await readVersion(connection, schema)
    if (version < current) await connection.query(printMigrations(schema, version))
    await connection.query('COMMIT')
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    connection.release()
  }
}

/** The version of a schema, and the oldest one whose programs can use it. */
interface Version {
  version: number
  oldest: number
}

async function readVersion(connection: Pick<PostgresPool, 'query'>, schema: string): Promise<Version> {
  // Not `to_regclass`: in a transaction that has waited for the lock, it may not see what the other process has created.
  const { rows } = await connection.query(
    `SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = $1 AND c.relname = 'schema_version'`,
    [schema],
  )
  if (rows.length === 0) return { version: 0, oldest: 0 }
  const found = await connection.query(`SELECT version, oldest FROM ${quote(schema)}.schema_version`)
  return (found.rows[0] as Version | undefined) ?? { version: 0, oldest: 0 }
}
