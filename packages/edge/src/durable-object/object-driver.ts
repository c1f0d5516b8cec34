import {
  createDueListeners,
  dueAfterStep,
  dueAfterWake,
  encodeStep,
  type Clock,
  type StoreDriver,
} from '@wazzup-kit/core/store'
import {
  claimLanes,
  findEvents,
  forgetSubject,
  listEvents,
  listRecords,
  purgePart,
  readGroup,
  readHead,
  readRecords,
  readStats,
  releaseClaim,
  renewClaims,
  wakeLanes,
  type LogDatabase,
} from '@wazzup-kit/sqlite-log'
import { makeLongStep } from './long-values.ts'
import type { ObjectStorage } from './object-state.ts'
import type { WorkWatch } from './work-watch.ts'

/** What a driver needs. */
export interface DriverOptions {
  storage: ObjectStorage
  database: LogDatabase
  watch: WorkWatch
  clock: Clock | undefined
}

/**
 * Creates the driver of an object. Its statements run at once, so each function is one step for all other code of the object.
 * Cloudflare holds back each response and each request of the object until what was written before is durable.
 */
export function createObjectDriver({ storage, database, watch, clock }: DriverOptions): StoreDriver {
  const listeners = createDueListeners()
  const now = (): number => clock?.now() ?? Date.now()

  function change<Result>(make: () => Result): Result {
    try {
      const result = storage.transactionSync(make)
      watch.changed()
      return result
    } catch (error) {
      database.forget()
      throw error
    }
  }

  clock?.whenAdvanced?.(() => listeners.tell())

  return {
    name: 'Durable Object',
    durable: true,
    clock,
    now: async () => now(),
    async commit(account, step, transaction) {
      if (transaction !== undefined) throw new TypeError('The store of a Durable Object cannot join a transaction')
      const encoded = encodeStep(step)
      const committed = change(() => makeLongStep(database, account, encoded, now()))
      if (committed) listeners.tell(dueAfterStep(account, step))
      return committed
    },
    head: async (account, lane) => readHead(database, account, lane),
    find: async (account, ids) => findEvents(database, account, ids),
    listEvents: async (account, query) => listEvents(database, account, query),
    read: async (account, keys) => readRecords(database, account, keys, now()),
    readGroup: async (account, group) => readGroup(database, account, group, now()),
    listRecords: async (account, query) => listRecords(database, account, query, now()),
    async claim(request) {
      const claimed = storage.transactionSync(() => claimLanes(database, request, now()))
      watch.claimed(request, claimed.claims)
      return claimed
    },
    async renew(claims, lease) {
      const lost = storage.transactionSync(() => renewClaims(database, claims, now() + lease))
      for (const claim of lost) watch.released(claim)
      return lost
    },
    async release(claim) {
      const waits = change(() => releaseClaim(database, claim))
      watch.released(claim)
      return waits
    },
    async wake(account, prefix) {
      change(() => wakeLanes(database, account, prefix, now()))
      listeners.tell(dueAfterWake(account, prefix))
    },
    forget: async (account, subject) => change(() => forgetSubject(database, account, subject)),
    async purge(account, doneBefore) {
      while (change(() => purgePart(database, account, doneBefore, now())));
    },
    stats: async (account) => ({ ...readStats(database, account), bytes: storage.sql.databaseSize }),
    whenDue: listeners.add,
    // The storage is open as long as the object is in memory.
    async close() {},
  }
}
