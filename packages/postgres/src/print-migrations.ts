import { printMigrations as print } from './database/migrate.ts'
import { defaultSchema } from './create-postgres-store.ts'

/**
 * Returns the SQL that creates the schema of the store, for people who run SQL by hand. Then pass `migrate: 'check'` to
 * {@link createPostgresStore}.
 */
export function printMigrations({ schema = defaultSchema }: { schema?: string | undefined } = {}): string {
  return print(schema)
}
