import { errorCodeOf, undone, type PostgresConnection, type PostgresPool } from './pool.ts'
import { migrations } from './schema.ts'

/** The schema that this version uses. */
export const currentVersion = migrations.length

/** Key of the lock that lets one process at a time change the schema. */
const lock = 0x57_5a_55_50

/**
 * Milliseconds for which a change of the schema waits for a table. Everything else waits behind it meanwhile, so it gives
 * up soon and tries again.
 */
const longestWait = 2_000

/** Number of times that a change of the schema is tried, and the milliseconds between two tries. */
const tries = { most: 10, pause: 500 }

/** A table was in use for too long. */
const lockTimeout = '55P03'

/** Returns an identifier as PostgreSQL reads it. */
export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}

/** Returns the SQL that brings a database of version `from` up to date; 0 is an empty one. */
export function printMigrations(schema: string, from = 0): string {
  const name = quote(schema)
  const create = [
    `CREATE SCHEMA IF NOT EXISTS ${name};`,
    `CREATE TABLE ${name}.schema_version (version integer NOT NULL, oldest integer NOT NULL);`,
    `INSERT INTO ${name}.schema_version VALUES (0, 0);`,
  ]
  const steps = migrations.slice(from).map(({ sql }) => sql.replaceAll('@.', `${name}.`).trim())
  const { oldest } = migrations.at(-1)!
  const end = `UPDATE ${name}.schema_version SET version = ${currentVersion}, oldest = ${oldest};`
  return [...(from === 0 ? create : []), ...steps, end, ''].join('\n')
}

/**
 * Checks the schema of the database, and brings it up to date.
 *
 * @throws Error when the schema is missing and must not be created, and when it is newer than this version can use.
 */
export async function migrate(pool: PostgresPool, schema: string, mode: 'run' | 'check'): Promise<void> {
  for (let count = 1; ; count++) {
    try {
      return await migrateOnce(pool, schema, mode)
    } catch (error) {
      const code = errorCodeOf(error)
      if (count === tries.most || !(undone.has(code) || code === lockTimeout)) throw error
      await new Promise((resolve) => void setTimeout(resolve, tries.pause))
    }
  }
}

async function migrateOnce(pool: PostgresPool, schema: string, mode: 'run' | 'check'): Promise<void> {
  const connection = await pool.connect()
  let isBroken = false
  connection.on?.('error', () => (isBroken = true))
  try {
    if ((await checkVersion(connection, schema, mode)) >= currentVersion) return
    await connection.query('BEGIN')
    // Both end with the transaction, so that they also work through PgBouncer.
    await connection.query(`SET LOCAL lock_timeout = ${longestWait}`)
    await connection.query('SELECT pg_advisory_xact_lock($1)', [lock])
    const version = await checkVersion(connection, schema, mode)
    if (version < currentVersion) await connection.query(printMigrations(schema, version))
    await connection.query('COMMIT')
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    connection.release(isBroken)
  }
}

/** Returns the version of the schema. Throws when this version of the package must not use or change it. */
async function checkVersion(connection: PostgresConnection, schema: string, mode: 'run' | 'check'): Promise<number> {
  const { version, oldest } = await readVersion(connection, schema)
  if (oldest > currentVersion) {
    throw new Error(
      `A newer version of @wazzup-kit/postgres has changed the schema "${schema}" to version ${version}, which needs ` +
        `version ${oldest} or later; this package knows version ${currentVersion}. Update the package.`,
    )
  }
  if (version < currentVersion && mode === 'check') {
    throw new Error(
      `The schema "${schema}" has version ${version}, and version ${currentVersion} is needed. Run the SQL that ` +
        `printMigrations({ from: ${version} }) returns, or leave out migrate: 'check'.`,
    )
  }
  return version
}

/** The version of a schema, and the oldest one whose programs can use it. */
interface Version {
  version: number
  oldest: number
}

async function readVersion(connection: PostgresConnection, schema: string): Promise<Version> {
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
