import type { Clock, Store } from '@wazzup-kit/core/store'
import { createPostgresStore } from '@wazzup-kit/postgres'
import { createSqliteStore } from '@wazzup-kit/sqlite'
import { Pool } from 'pg'

/** Where the processes that are killed store: in a file, or in a schema of PostgreSQL. */
export type KilledDatabase = { path: string } | { url: string; schema: string }

/** Opens a database as a bot does, without any listener that the documentation does not name. */
export function openDatabase(database: KilledDatabase, clock?: Clock): { store: Store; close(): Promise<void> } {
  if ('path' in database) {
    const store = createSqliteStore({ ...database, clock })
    return { store, close: () => store.close() }
  }
  const pool = new Pool({ connectionString: database.url })
  const store = createPostgresStore({ pool, schema: database.schema, clock })
  return {
    store,
    async close() {
      await store.close()
      await pool.end()
    },
  }
}
