import { createWazzup, type Wazzup } from '@wazzup-kit/core'
import { createOutbox, type Outbox, type Store } from '@wazzup-kit/core/store'
import { createSqliteStore } from '@wazzup-kit/sqlite'
import type { HostSettings } from './host.ts'

/** What makes events and replies of the bot survive a crash. */
interface Delivery {
  wazzup: Wazzup
  outbox: Outbox
  /** Close it after the webhooks are stopped. */
  store: Store
}

/** Opens the SQLite file of the bot, and an outbox that sends its replies. Reports replies that may not have arrived. */
export function openOutbox({ apiKey, baseUrl, database, report, clock, fetch }: HostSettings): Delivery {
  const wazzup = createWazzup({ apiKey, baseUrl, fetch })
  const store = createSqliteStore({ path: database, clock })
  const outbox = createOutbox({ wazzup, store: store.forAccount('main') })
    .on('unknown', ({ id }) => report(`It cannot be known whether the reply ${id} was sent.`))
    .on('rejected', ({ id, code }) => report(`Wazzup rejected the reply ${id}: ${code}.`))
  return { wazzup, outbox, store }
}
