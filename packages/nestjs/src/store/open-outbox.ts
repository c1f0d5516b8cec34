import type { Wazzup } from '@wazzup-kit/core'
import { createOutbox, createTimers, type AccountStore, type Outbox, type Timers } from '@wazzup-kit/core/store'
import { createOutboxFailureLog, createTimersFailureLog } from '../log-failure.ts'
import type { WazzupOptions } from '../wazzup.options.ts'
import type { StoreOptions } from './store.options.ts'

/** The options of an account that decide where it is stored. */
export type AccountParts = StoreOptions & Pick<WazzupOptions, 'account' | 'outbox' | 'timers' | 'webhooks'>

/**
 * Returns the part of the store that belongs to an account; undefined without a store. `name` is that of the account if the
 * options have none.
 *
 * @throws WazzupValidationError when the name is invalid.
 */
export function accountStoreOf({ store, account, webhooks }: AccountParts, name: string): AccountStore | undefined {
  return store ? store.forAccount(account ?? name) : webhooks?.outbox?.store
}

/**
 * Returns the outbox of an account: one in its part of the store, or the one that was given; undefined without a store.
 *
 * @throws Error when the options contradict each other, and the error of core when one of them is invalid.
 */
export function openOutbox(parts: AccountParts, wazzup: Wazzup, name: string, place: string): Outbox | undefined {
  checkStoreOptions(parts, place)
  if (parts.webhooks?.outbox) return parts.webhooks.outbox
  const store = accountStoreOf(parts, name)
  if (!store) return undefined
  const { onError = createOutboxFailureLog() } = parts.outbox ?? {}
  return createOutbox({ ...parts.outbox, onError, wazzup, store })
}

/** Returns the timers of an account, in the store of its outbox; undefined without one. */
export function openTimers({ timers }: Pick<AccountParts, 'timers'>, outbox: Outbox | undefined): Timers | undefined {
  const { onError = createTimersFailureLog() } = timers ?? {}
  return outbox && createTimers({ ...timers, onError, store: outbox.store })
}

function checkStoreOptions({ store, work, account, outbox, timers, webhooks }: AccountParts, place: string): void {
  if (store && webhooks?.outbox) {
    throw new Error(`${place} has "store" and an outbox in "webhooks": leave one of them out`)
  }
  const useless = store
    ? undefined
    : Object.entries({ account, outbox, timers }).find(([, value]) => value !== undefined)
  if (useless) throw new Error(`${place}: "${useless[0]}" needs "store"`)
  if (work !== undefined && work !== 'here' && work !== 'elsewhere') {
    throw new Error(`${place}: "work" must be 'here' or 'elsewhere'; got ${JSON.stringify(work)}`)
  }
  if (work !== undefined && !store && !webhooks?.outbox) throw new Error(`${place}: "work" needs "store"`)
}
