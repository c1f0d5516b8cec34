import type { RateStore } from '../../client/timing/shared-rate.ts'
import type { Inbox, InboxOptions, InboxReceiver } from '../inbox/inbox-parts.ts'
import type { ChatAddress } from './chat-address.ts'
import type { DeadLetter, DeadLetterPage } from './dead-letter.ts'
import type { StoreDriver, StoreStats } from './driver.ts'

/** Durable memory for one or several accounts, created by `createSqliteStore`, `createMemoryStore` or `createStore`. */
export interface Store {
  /** Name of the engine, for example `SQLite`. */
  readonly name: string
  /** Whether what is stored survives the end of the process. */
  readonly durable: boolean
  /**
   * Returns the part of the store that belongs to one account.
   *
   * @param id - A name that you choose, for example `main` or the id of a tenant. Do not derive it from the API key,
   *   because keys change. Up to 200 characters.
   * @throws WazzupValidationError for an id that is empty or too long.
   */
  forAccount(id: string): AccountStore
  /**
   * Resolves when the store can be used. Await it before your server listens: a process that cannot use its store ends with
   * the reason then, instead of responding to each delivery with 503.
   *
   * @throws Error when the database cannot be reached, when another process has the file, and when the stored version is
   *   newer than the package.
   */
  ready(): Promise<void>
  /** Closes the store. Stop the receivers and outboxes that use it first. */
  close(): Promise<void>
}

/** The part of a store that belongs to one account. Pass it to `createOutbox`, `createWebhooks` and `createWazzup`. */
export interface AccountStore extends RateStore {
  /** The id that was given to `forAccount`. */
  readonly account: string
  /** The functions of the engine. */
  readonly driver: StoreDriver
  /** Returns how much is stored. */
  stats(): Promise<StoreStats>
  /** Returns up to 100 events whose handlers failed for good, the oldest first. */
  deadLetters(page?: DeadLetterPage): Promise<readonly DeadLetter[]>
  /** Runs the failed handlers of dead events again, at the end of their lane. Returns how many events are run again. */
  replay(ids: readonly string[]): Promise<number>
  /** Deletes everything that is stored about a chat. A late repeat of its events counts as new. Returns how many rows. */
  forget(chat: ChatAddress): Promise<number>
  /** Returns the inbox of a receiver. `createWebhooks` calls it; an app does not. */
  openInbox(options: InboxOptions, receiver: InboxReceiver): Inbox
}
