import { createWazzup, type Wazzup } from '@wazzup-kit/core'
import { createOutbox, type Outbox } from '@wazzup-kit/core/store'
import { createPostgresStore } from '@wazzup-kit/postgres'
import { createSqliteStore } from '@wazzup-kit/sqlite'
import { Pool } from 'pg'
import { isPostgres, schema } from './database.ts'
import type { HostSettings } from './host.ts'

/** What makes events and replies of the bot survive a crash. */
interface Delivery {
  wazzup: Wazzup
  outbox: Outbox
  /** Closes the store. Stop the webhooks first. */
  close(): Promise<void>
}

/** Opens the store of the bot, and an outbox that sends its replies. Reports replies that may not have arrived. */
export function openOutbox({ apiKey, baseUrl, database, account, report, clock, fetch }: HostSettings): Delivery {
  const pool = isPostgres(database) ? new Pool({ connectionString: database }) : undefined
  const store = pool ? createPostgresStore({ pool, schema, clock }) : createSqliteStore({ path: database, clock })
  const ofAccount = store.forAccount(account)
  const wazzup = createWazzup({ apiKey, baseUrl, fetch, store: ofAccount })
  const outbox = createOutbox({ wazzup, store: ofAccount })
    .on('unknown', ({ id }) => report(`It cannot be known whether the reply ${id} was sent.`))
    .on('rejected', ({ id, code }) => report(`Wazzup rejected the reply ${id}: ${code}.`))
  return {
    wazzup,
    outbox,
    async close() {
      await store.close()
      await pool?.end()
    },
  }
}
