import { createStore, decodeText, type Store } from '@wazzup-kit/core/store'
import { loadSqlite } from './database/load-sqlite.ts'
import { visitDatabase, type VisitMode } from './database/visit-database.ts'
import { createSqliteDriver } from './sqlite-driver.ts'

/** A store that another process may have open. */
export interface Visit {
  store: Store
  /** Returns the ids of all accounts that have something stored. */
  accounts(): string[]
}

/**
 * Opens a file beside the process that has it, for a short visit.
 *
 * @throws Error when the file cannot be opened, with the reason.
 */
export function visitStore(path: string, mode: VisitMode): Visit {
  const database = visitDatabase(loadSqlite(), path, mode)
  return {
    store: createStore(createSqliteDriver({ path, share: 'half', open: async () => database })),
    accounts: () =>
      database
        .all<{ name: string }>('SELECT name FROM wazzup_accounts ORDER BY id')
        .map(({ name }) => decodeText(name)),
  }
}
