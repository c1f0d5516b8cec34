import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The folder with the programs of PostgreSQL, or undefined when it is not installed. */
export const programs = findPrograms()

/** Why tests that need PostgreSQL are skipped; empty when it is there. */
export const skipReason =
  programs === undefined ? 'skipped: PostgreSQL is not installed (apt-get install postgresql)' : ''

function findPrograms(): string | undefined {
  const given = process.env.POSTGRES_BIN
  if (given) return given
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return undefined
  const versions = readdirSync(root).toSorted((one, other) => Number(other) - Number(one))
  return versions.map((version) => join(root, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')))
}

/** The program of PgBouncer. */
export const bouncer = process.env.PGBOUNCER ?? '/usr/sbin/pgbouncer'

/** Why tests that need PgBouncer in front of PostgreSQL are skipped; empty when both are there. */
export const bouncerSkipReason =
  skipReason || (existsSync(bouncer) ? '' : 'skipped: PgBouncer is not installed (apt-get install pgbouncer)')
