import type { StoreDriver } from '@wazzup-kit/core/store'
import type { BotObjectOptions } from './bot-webhooks.ts'
import { startOpening } from '@wazzup-kit/sqlite-log'
import { createDatabase } from './database.ts'
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

/**
 * Opens the storage of an object. Cloudflare runs one instance of an object at a time, so all claims of earlier ones end,
 * and still count as abandoned.
 */
export function openObject(
  { id, storage }: ObjectState,
  { clock, longestAlarm = 60_000 }: BotObjectOptions,
): OpenObject {
  migrate(storage)
  const { count, account } = storage.transactionSync(() => {
    const { sql } = storage
    sql.exec(startOpening)
    // The name may be missing when the object is woken by its alarm, so the first one is kept.
    sql.exec('UPDATE wazzup_object SET account = coalesce(account, ?)', id.name ?? null)
    return sql.exec('SELECT count, account FROM wazzup_openings, wazzup_object').toArray()[0] as {
      count: number
      account: string | null
    }
  })
  const database = createDatabase(storage, count)
  const watch = createWorkWatch({ storage, database, now: () => clock?.now() ?? Date.now(), longestAlarm })
  return { driver: createObjectDriver({ storage, database, watch, clock }), watch, account: account ?? id.toString() }
}
