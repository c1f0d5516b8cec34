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
  makeStep,
  purgePart,
  readGroup,
  readHead,
  readRecords,
  readStats,
  releaseClaim,
  renewClaims,
  wakeLanes,
} from '@wazzup-kit/sqlite-log'
import type { Database, Wait } from './database/database.ts'
import { createTransactions, type Transactions } from './database/transactions.ts'
import { createWatch } from './database/watch.ts'

interface Opened {
  database: Database
  transactions: Transactions
}

/** What a driver needs. */
export interface DriverOptions {
  path: string
  clock?: Clock | undefined
  /** How much of the time the driver may change the file. */
  share: 'all' | 'half'
  /** Opens the file, until the signal aborts. */
  open(signal: AbortSignal): Promise<Database>
}

/** Creates a driver that starts to open its file at once. */
export function createSqliteDriver({ path, clock, share, open }: DriverOptions): StoreDriver {
  const listeners = createDueListeners()
  const closing = new AbortController()
  const closed = new Error(`The store "${path}" is closed`)
  const now = (): number => clock?.now() ?? Date.now()

  let opened: Opened | undefined
  const opening = open(closing.signal).then(
    (database): Opened => (opened = { database, transactions: createTransactions(database, share) }),
  )
  const watch = createWatch(() => listeners.tell())
  // Each function of the driver reports the failure.
  opening.then(({ database }) => watch.open(database)).catch(() => {})

  async function read<Result>(from: (database: Database) => Result): Promise<Result> {
    closing.signal.throwIfAborted()
    const { database } = opened ?? (await opening)
    return from(database)
  }

  async function change<Result>(make: (database: Database) => Result, wait: Wait = 'disk'): Promise<Result> {
    closing.signal.throwIfAborted()
    const { database, transactions } = opened ?? (await opening)
    return transactions.change(() => make(database), wait)
  }

  /** Changes claims. They end with the process, and a later commit of what a worker did brings its claim to the disk too. */
  function changeClaims<Result>(make: (database: Database) => Result): Promise<Result> {
    return change(make, 'system')
  }

  clock?.whenAdvanced?.(() => listeners.tell())

  return {
    name: 'SQLite',
    durable: true,
    clock,
    now: async () => now(),
    async commit(account, step, transaction) {
      if (transaction !== undefined) throw new TypeError('The SQLite store cannot join a transaction')
      const encoded = encodeStep(step)
      const due = dueAfterStep(account, step)
      const committed = await change((database) => makeStep(database, account, encoded, now()))
      if (committed) listeners.tell(due)
      return committed
    },
    head: (account, lane) => read((database) => readHead(database, account, lane)),
    find: (account, ids) => read((database) => findEvents(database, account, ids)),
    listEvents: (account, query) => read((database) => listEvents(database, account, query)),
    read: (account, keys) => read((database) => readRecords(database, account, keys, now())),
    readGroup: (account, group) => read((database) => readGroup(database, account, group, now())),
    listRecords: (account, query) => read((database) => listRecords(database, account, query, now())),
    claim: (request) => changeClaims((database) => claimLanes(database, request, now())),
    renew: (claims, lease) => changeClaims((database) => renewClaims(database, claims, now() + lease)),
    release: (claim) => changeClaims((database) => releaseClaim(database, claim)),
    async wake(account, prefix) {
      await change((database) => wakeLanes(database, account, prefix, now()))
      listeners.tell(dueAfterWake(account, prefix))
    },
    forget: (account, subject) => change((database) => forgetSubject(database, account, subject)),
    async purge(account, doneBefore) {
      while (await change((database) => purgePart(database, account, doneBefore, now())));
    },
    stats: (account) => read((database) => ({ ...readStats(database, account), bytes: readBytes(database) })),
    whenDue(listener) {
      const remove = listeners.add(listener)
      watch.start()
      return () => {
        remove()
        if (listeners.size === 0) watch.stop()
      }
    },
    async close() {
      if (closing.signal.aborted) return
      closing.abort(closed)
      watch.stop()
      const last = await opening.catch(() => undefined)
      last?.transactions.flush()
      last?.database.close()
    },
  }
}

/** Returns the size of what is stored. */
function readBytes(database: Database): number | undefined {
  const file = database.get<{ bytes: number }>(
    `SELECT (page_count - freelist_count) * page_size AS bytes
    FROM pragma_page_count, pragma_freelist_count, pragma_page_size`,
  )
  return file?.bytes
}
