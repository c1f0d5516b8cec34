import { currentVersion, printMigrations as print } from './database/migrate.ts'
import { defaultSchema } from './create-postgres-store.ts'

/**
 * Returns the SQL that creates or updates the schema of the store, for people who run SQL by hand. Then pass
 * `migrate: 'check'` to {@link createPostgresStore}.
 *
 * @param options - `schema` is the name of the schema, by default `wazzup`. `from` is the version that it has, by default 0
 *   for a database without it; the error of `migrate: 'check'` names it.
 * @throws RangeError when no version has the number `from`.
 */
export function printMigrations({
  schema = defaultSchema,
  from = 0,
}: { schema?: string | undefined; from?: number | undefined } = {}): string {
  if (!Number.isInteger(from) || from < 0 || from > currentVersion) {
    throw new RangeError(`"from" must be a version of the schema, from 0 to ${currentVersion}; got ${from}`)
  }
  return print(schema, from)
}
