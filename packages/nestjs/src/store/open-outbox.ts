import type { Wazzup } from '@wazzup-kit/core'
import { createOutbox, type Outbox } from '@wazzup-kit/core/store'
import { createOutboxLog } from '../log-failure.ts'
import type { WazzupOptions } from '../wazzup.options.ts'
import type { StoreOptions } from './store.options.ts'

/** The options of an account from which its outbox is made. */
type OutboxParts = StoreOptions & Pick<WazzupOptions, 'account' | 'outbox' | 'webhooks'>

/**
 * Returns the outbox of an account: one in its part of the store, or the one that was given; undefined without a store.
 *
 * @throws Error when the options contradict each other, and the error of core when one of them is invalid.
 */
export function openOutbox(parts: OutboxParts, wazzup: Wazzup, account: string, place: string): Outbox | undefined {
  const { store, outbox: options, webhooks } = parts
  checkStoreOptions(parts, place)
  if (!store) return webhooks?.outbox
  const { onError = createOutboxLog() } = options ?? {}
  return createOutbox({ ...options, onError, wazzup, store: store.forAccount(parts.account ?? account) })
}

function checkStoreOptions({ store, work, account, outbox, webhooks }: OutboxParts, place: string): void {
  if (store && webhooks?.outbox) {
    throw new Error(`${place} has "store" and an outbox in "webhooks": leave one of them out`)
  }
  const useless = store ? undefined : Object.entries({ account, outbox }).find(([, value]) => value !== undefined)
  if (useless) throw new Error(`${place}: "${useless[0]}" needs "store"`)
  if (work !== undefined && work !== 'here' && work !== 'elsewhere') {
    throw new Error(`${place}: "work" must be 'here' or 'elsewhere'; got ${JSON.stringify(work)}`)
  }
  if (work !== undefined && !store && !webhooks?.outbox) throw new Error(`${place}: "work" needs "store"`)
}
