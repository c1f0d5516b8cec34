import type { StoreDriver } from '@wazzup-kit/core/store'
import type { BotObjectOptions } from './bot-webhooks.ts'
import { createDatabase } from './database.ts'
import { endClaims } from './log/lanes.ts'
import { migrate } from './migrations.ts'
import { createObjectDriver } from './object-driver.ts'
import type { ObjectState } from './object-state.ts'
import { createWorkWatch, type WorkWatch } from './work-watch.ts'

/** The storage of an object, open for this instance of it. */
export interface OpenObject {
  driver: StoreDriver
  watch: WorkWatch
  account: string
}

interface ObjectRow {
  openings: number
  account: string
}

/**
 * Opens the storage of an object. Cloudflare runs one instance of an object at a time, so all claims of earlier ones end,
 * and still count as abandoned.
 */
export function openObject(
  { id, storage }: ObjectState,
  { clock, longestAlarm = 60_000 }: BotObjectOptions,
): OpenObject {
  migrate(storage)
  const { openings, account } = storage.transactionSync(() => {
    // The name may be missing when the object is woken by its alarm, so the first one is kept.
    const { sql } = storage
    const query = 'UPDATE wazzup_object SET openings = openings + 1, account = coalesce(account, ?)'
    sql.exec(query, id.name ?? null)
    return sql.exec('SELECT openings, account FROM wazzup_object').toArray()[0] as ObjectRow
  })
  const database = createDatabase(storage, openings)
  storage.transactionSync(() => endClaims(database))
  const watch = createWorkWatch({ storage, database, now: () => clock?.now() ?? Date.now(), longestAlarm })
  return { driver: createObjectDriver({ storage, database, watch, clock }), watch, account: account ?? id.toString() }
}
