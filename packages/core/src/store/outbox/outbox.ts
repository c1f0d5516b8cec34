import type { RateLimit } from '../../client/timing/rate-limit.ts'
import type { StoreStats } from '../port/driver.ts'
import type { AccountStore } from '../port/store.ts'
import type { Codec, OutboxClient, OutboxErrorListener, OutboxHooks, OutboxPause } from './context.ts'
import type { Entry, OutboxEvent } from './entry-state.ts'
import type { LinkTo } from './file-links.ts'
import type { EntryHandler } from './news.ts'
import type { Outgoing } from './outgoing.ts'
import type { SendLink } from './send-link.ts'
import type { Routes, SendInOrderOptions, SendOptions } from './send-options.ts'
import type { TrackOptions } from './track.ts'

/** Options of `createOutbox`. */
export interface OutboxOptions {
  /** The client that sends. */
  wazzup: OutboxClient
  /** Where the messages are kept: `store.forAccount(id)`. */
  store: AccountStore
  /**
   * Whether a request without a response is repeated while Wazzup certainly rejects duplicates. With `never`, no request is
   * repeated that may have sent the message, so none of the assumptions of docs/delivery.md about Wazzup is needed.
   *
   * @default 'window'
   */
  repeat?: 'window' | 'never' | undefined
  /**
   * Whether another process continues a send until 47 seconds after its first request. With `never`, the clock of the store
   * may go back while a process is down.
   *
   * @default 'window'
   */
  resume?: 'window' | 'never' | undefined
  /**
   * Milliseconds after the first request until a message of which nothing was heard is reported as `unknown` or `silent`.
   *
   * @default 300_000
   */
  settleWithin?: number | undefined
  /**
   * Milliseconds for which ids are remembered after the end of a message.
   *
   * @default 2_592_000_000 (30 days)
   */
  remember?: number | undefined
  /**
   * Limits of the outbox beside that of the key. `perChannel` limits the requests of each channel; `'unlimited'` switches
   * the default off. The default is our assumption: Wazzup names no limit, but about ten equal messages in 100 seconds were
   * rated as spam on a personal WhatsApp. The outbox calls `channels.list` to know which channels these are.
   *
   * @default 10 requests in 10 seconds for each channel with a personal WhatsApp, no limit for others
   */
  rateLimit?: { perChannel?: RateLimit | 'unlimited' | undefined } | undefined
  /** Encrypts contents before they are stored. */
  codec?: Codec | undefined
  /**
   * Returns a link to a file of the app, for messages with `file` in place of `contentUri`. It is called before each request that
   * sends the message, so the link may expire after minutes, however long the message has waited. The link is public and has no
   * redirects. It is not stored, and the outbox writes it nowhere. If the function throws, takes longer than 15 seconds or
   * returns no address, the message waits, and `onError` is called. With `throw giveUp(reason)`, the message is rejected.
   *
   * @default messages cannot have `file`
   */
  linkTo?: LinkTo | undefined
  /** Functions for logs and metrics. */
  hooks?: OutboxHooks | undefined
  /**
   * Called when a handler of the outbox fails, when `linkTo` fails, when Wazzup rejects the key, and when Wazzup or the store
   * cannot be reached; with the entry when a message may have been sent, and why that is not known. A rejected key and each cause
   * of an unknown outcome are reported at most every ten minutes. Also called when an entry is `rejected`, `failed`, `expired`, `unknown`, `undelivered` or a
   * `contradiction`, and no handler of this event is registered.
   *
   * @default prints a line on the console; at most one a second says that Wazzup or the store cannot be reached, and one for
   * each end and code that has no handler
   */
  onError?: OutboxErrorListener | undefined
  /**
   * Number of messages that are sent at the same time, each in another chat.
   *
   * @default 20
   */
  concurrency?: number | undefined
}

/** Options of `outbox.on`. */
export interface EntryHandlerOptions {
  /**
   * Name of the handler. Two handlers of one event need names.
   *
   * @default the name of the event
   */
  name?: string | undefined
  /**
   * Milliseconds after which a run has failed.
   *
   * @default 60_000
   */
  timeout?: number | undefined
}

/** Messages that leave once, also across a crash. Created by `createOutbox`. */
export interface Outbox {
  /** The store of the outbox. */
  readonly store: AccountStore
  /** The client of the outbox. */
  readonly wazzup: OutboxClient
  /** What the receiver of webhooks uses. */
  readonly link: SendLink
  /**
   * Stores a message that leaves once. The same `id` returns the same entry.
   *
   * @example
   * await outbox.send({ channelId, chatType: 'whatsapp', chatId, text: 'Your order is ready.' }, { id: `ready:${order.id}` })
   * @throws WazzupValidationError when the message is invalid, or when `id` names another message.
   */
  send(message: Outgoing | Routes, options: SendOptions): Promise<Entry>
  /**
   * Stores messages of which each leaves when the one before has arrived, for example a file and its caption. When one
   * fails, those behind it are cancelled. The ids of the entries are `<id>/1`, `<id>/2`. The same `id` returns the same entries.
   *
   * @throws WazzupValidationError like `send`, also when `id` names a list with another number of messages.
   */
  sendInOrder(messages: readonly Outgoing[], options: SendInOrderOptions): Promise<readonly Entry[]>
  /** Returns an entry as it stands; undefined when the id is not known. */
  get(id: string): Promise<Entry | undefined>
  /**
   * Waits until an entry has one of the states, has ended, or was reported as `unknown`, `silent` or `undelivered`.
   *
   * @throws WazzupValidationError when the id is not known.
   */
  track(id: string, options?: TrackOptions): Promise<Entry>
  /** Cancels an entry. Returns false when it may have left. */
  cancel(id: string): Promise<boolean>
  /**
   * Sends an `unknown` entry again, although the customer may get it twice.
   *
   * @throws WazzupValidationError when it is not `unknown`, or its content was deleted.
   */
  resend(id: string, options: { risk: 'duplicate' }): Promise<Entry>
  /**
   * Registers a durable handler of one or several events of entries: it is called at least once, in the order of the events
   * of an entry, and again after a failure.
   *
   * @throws WazzupValidationError for an event that does not exist, and for a second handler without a name.
   */
  on(events: OutboxEvent | readonly OutboxEvent[], handler: EntryHandler, options?: EntryHandlerOptions): Outbox
  /** Returns how much is stored. */
  stats(): Promise<StoreStats>
  /** Returns the channels that cannot send now, and the key if it cannot. Their messages wait. */
  pauses(): Promise<readonly OutboxPause[]>
  /** Looks for messages that may leave now, for example after your transaction was committed. */
  wake(): void
  /** Starts to send. The `start` of webhooks with this outbox does it too. */
  start(): void
  /** Sends what is due, for at most `deadline` milliseconds: for serverless hosts. */
  drain(options: { deadline: number }): Promise<void>
  /**
   * Stops. Waits for requests and handlers that run, and aborts them after `deadline` milliseconds.
   *
   * @default deadline 25_000
   */
  stop(deadline?: number): Promise<void>
}
