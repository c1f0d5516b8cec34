import type { OutboxOptions, Store, TimersOptions } from '@wazzup-kit/core/store'

/** Options for events and messages that survive the process. */
export interface StoreOptions {
  /**
   * Store of events and of messages to send, for example `createPostgresStore({ pool })`. With it, Wazzup gets 200 when the
   * events of a delivery are stored, and handlers run from the store. The client shares the rate limit of its key with all
   * processes that use the store. The module never closes it: do that in a hook `onApplicationShutdown` of the app.
   *
   * @default none: handlers run when a delivery comes, and there is no outbox
   */
  store?: Store | undefined
  /**
   * Where handlers run and where messages are sent. `'here'` is this process, while the app runs. With `'elsewhere'`, this
   * process only receives, stores and answers questions; another process with the same store and `'here'` does the rest.
   *
   * @default 'here'
   */
  work?: 'here' | 'elsewhere' | undefined
}

/** Options of the part of a store that belongs to one account. */
export interface AccountStoreOptions {
  /**
   * Name of the account in the store, which keeps accounts apart. Do not change it later, and use it in no other app with
   * the same store.
   *
   * @default the `name` of the registration; with `forTenants`, the id of the tenant
   */
  account?: string | undefined
  /**
   * Options of the outbox; see core's `createOutbox`. With a `store`, there is always an outbox. By default, `onError` writes
   * an error to Nest's log.
   *
   * @default {}
   */
  outbox?: Omit<OutboxOptions, 'wazzup' | 'store'> | undefined
  /**
   * Options of the timers; see core's `createTimers`. With a `store`, there are always timers. By default, `onError` writes an
   * error to Nest's log.
   *
   * @default {}
   */
  timers?: Omit<TimersOptions, 'store'> | undefined
}
