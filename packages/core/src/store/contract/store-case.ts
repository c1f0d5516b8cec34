import type { Claim } from '../port/claims.ts'
import type { NewEvent, StoreDriver, StoredEvent } from '../port/driver.ts'

/** A store that the suite opened for one case. It is empty, and its clock moves only by `advance`. */
export interface StoreUnderTest {
  /** The driver of the engine, for example `store.forAccount('main').driver`. */
  driver: StoreDriver
  /**
   * Ends the engine as a crash would, without releasing claims, and opens the same data again. Missing for engines that
   * are not durable.
   */
  reopen?: (() => Promise<StoreDriver>) | undefined
  /** Moves the clock that was given to the driver. */
  advance(milliseconds: number): void | Promise<void>
  /** Closes the store and deletes its data. */
  close(): Promise<void>
}

/** Opens an empty store with a clock of its own. */
export type OpenStore = () => StoreUnderTest | Promise<StoreUnderTest>

/** One statement about the behaviour of a store. */
export interface StoreCase {
  /** The statement, for the title of a test. */
  name: string
  /** Whether only engines with `reopen` can run it. */
  needsReopen: boolean
  /**
   * Opens a store, checks the statement and closes the store.
   *
   * @throws Error that says what the store did and what it must do.
   */
  run(open: OpenStore): Promise<void>
}

export function storeCase(name: string, check: (store: StoreUnderTest) => Promise<void>): StoreCase {
  return {
    name,
    needsReopen: false,
    async run(open) {
      const store = await open()
      try {
        await check(store)
      } finally {
        await store.close()
      }
    },
  }
}

export function reopenCase(
  name: string,
  check: (store: StoreUnderTest, reopen: () => Promise<StoreDriver>) => Promise<void>,
): StoreCase {
  const checked = storeCase(name, async (store) => {
    if (!store.reopen) throw new Error('This case is for engines with "reopen" only')
    await check(store, store.reopen)
  })
  return { ...checked, needsReopen: true }
}

/** The account of all cases that need only one. */
export const main = 'main'

/** Returns an event for the lane `in/a`. */
export function eventOf(id: string, fields: Partial<NewEvent> = {}): NewEvent {
  return { id, lane: 'in/a', data: { id }, ...fields }
}

/** Appends events to the account `main` and returns which of them were new. */
export async function append(driver: StoreDriver, ...events: readonly NewEvent[]): Promise<readonly boolean[]> {
  const committed = await driver.commit(main, { append: events })
  if (!committed) throw new Error('A step that only appends returned undefined')
  return committed.appended
}

/** Returns a stored event of the account `main`. */
export async function eventById(driver: StoreDriver, id: string): Promise<StoredEvent> {
  const [event] = await driver.find(main, [id])
  if (!event) throw new Error(`find() did not return the event ${JSON.stringify(id)}`)
  return event
}

/** Returns the lanes of the account `main` that can be claimed now, and claims them. */
export async function claimLanes(driver: StoreDriver, limit = 100, lease = 20_000): Promise<readonly Claim[]> {
  const { claims } = await driver.claim({ accounts: [main], queue: 'in', limit, lease })
  return claims
}

/** Returns the names of the lanes that can be claimed now, and claims them. */
export async function claimNames(driver: StoreDriver): Promise<string[]> {
  return (await claimLanes(driver)).map(({ lane }) => lane)
}
