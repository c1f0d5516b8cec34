import type { Store } from '@wazzup-kit/core/store'
import { createPostgresStore } from '@wazzup-kit/postgres'
import { createSqliteStore } from '@wazzup-kit/sqlite'
import { Pool } from 'pg'
import { isPostgres, schema } from './database.ts'
import type { HostSettings } from './host.ts'

/** Opens the store of the bot: what it knows and what it sends survives a crash. */
export function openStore({ database, clock }: HostSettings): Store {
  if (!isPostgres(database)) return createSqliteStore({ path: database, clock })
  const pool = new Pool({ connectionString: database })
  const store = createPostgresStore({ pool, schema, clock })
  return {
    ...store,
    async close() {
      await store.close()
      await pool.end()
    },
  }
}
