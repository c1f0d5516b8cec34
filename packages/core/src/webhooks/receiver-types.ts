import type { InboxHooks } from '../store/inbox/inbox-hooks.ts'
import type { Background } from '../inbound/target.ts'
import type { PartialLimits } from '../inbound/limits.ts'
import type { WebhookResponse } from '../inbound/webhook-response.ts'
import type { Chat } from '../store/handling/pauses.ts'
import type { InboxCaps, Takeover } from '../store/inbox/inbox-parts.ts'
import type { Outbox } from '../store/outbox/outbox.ts'
import type { ChatAddress } from '../store/port/chat-address.ts'
import type { DeadLetter, DeadLetterPage } from '../store/port/dead-letter.ts'
import type { AccountStore } from '../store/port/store.ts'
import type { ExplainDelivery } from './events/delivery-error.ts'
import type { eventKinds } from './events/events.ts'
import type { OnError } from './handle/error-log.ts'
import type { Handler, HandlerOptions, QuietHandler, QuietOptions } from './handle/handlers.ts'
import type { Sender } from './handle/reply.ts'
import type { Secret } from './receive/authorize.ts'
import type { Delivery } from './receive/delivery.ts'

/** Options of `createWebhooks`. */
export interface ReceiverOptions<Client extends Sender = Sender> {
  /**
   * Secret that Wazzup must send, in the query of the address (`https://…/wazzup?key=<secret>`) or as a bearer token. A
   * list accepts each of its secrets, for the time in which you replace one. A function is called at the first delivery, and
   * what it returns is kept: use it where the module is loaded without the secret, as by `next build`. If it throws or
   * returns no secret, every delivery gets 500 and is reported. `false` accepts every delivery.
   */
  secret: Secret
  /**
   * The client with which handlers send replies.
   *
   * @default the client of `outbox`
   */
  wazzup?: Client | undefined
  /**
   * Called with an error and its event: when a handler fails, when a reply that is not awaited fails, and when an item
   * cannot be read and no handler of `unrecognized` is registered. Called with the delivery, whose `kind` is `'delivery'`,
   * when a delivery is rejected (400, 401, 413, 415, 500, 503, 504) or contains an unknown key with items, or nothing known. With a store, also
   * called for each failed run of a handler, once more when its event is given up, and with the `kind` `'store'` when the store
   * cannot be reached.
   *
   * @default an error log (`createErrorLog`) with one line on the console, without the content of the message
   */
  onError?: OnError | undefined
  /**
   * Milliseconds until Wazzup gets a response, and until the `signal` of handlers aborts. Wazzup gives up after 30
   * seconds.
   *
   * @default 25_000
   */
  timeout?: number | undefined
  /**
   * Limits of a delivery. `items` also counts the entries of nested lists.
   *
   * @default { bytes: 5_000_000, depth: 64, items: 10_000 }
   */
  limits?: PartialLimits | undefined
  /**
   * Function that returns `meaning` and `remedy` of a delivery error.
   *
   * @default the whole catalogue for `createWebhooks`, general sentences for `createReceiver`
   */
  explain?: ExplainDelivery | undefined
  /**
   * The outbox that sends replies. Events are stored in its store before the response, and handlers run from there.
   *
   * @default none: handlers run when the delivery comes, and nothing survives the process
   */
  outbox?: Outbox | undefined
  /**
   * A store for the events, without an outbox.
   *
   * @default the store of `outbox`
   */
  store?: AccountStore | undefined
  /**
   * Pauses a chat when an employee writes in it, and resumes it at a command. Needs a store.
   *
   * @default no chat is paused by itself
   */
  takeover?: Takeover | undefined
  /**
   * Milliseconds for which repeats of handled events are recognized. Needs a store.
   *
   * @default 2_592_000_000 (30 days)
   */
  remember?: number | undefined
  /**
   * Milliseconds for which the items of handled events stay in the store. Needs a store.
   *
   * @default 0
   */
  keepDeliveries?: number | undefined
  /**
   * How much may be stored for the account. Beyond it, Wazzup gets 503. Needs a store.
   *
   * @default { lanes: 100_000, bytes: 1_000_000_000 }
   */
  caps?: InboxCaps | undefined
  /** Functions for logs and metrics of stored events. Needs a store. */
  hooks?: InboxHooks | undefined
}

/** A receiver of webhooks, created by {@link createReceiver} or `createWebhooks`. */
export interface Webhooks<Client extends Sender = Sender> {
  /**
   * Registers a handler of one or several kinds of events. Several handlers of one event run one after the other. `createContact`
   * and `createDeal` have exactly one handler, and what it returns is sent to Wazzup as the response.
   *
   * @throws WazzupValidationError for an event that does not exist, for a second handler of a question, and for an option that is
   *   invalid. With a store, also when a kind has several handlers and one of them has no name of its own.
   */
  on<Kind extends (typeof eventKinds)[number]>(
    kinds: Kind | readonly Kind[],
    handler: Handler<Kind, Client>,
    options?: HandlerOptions,
  ): Webhooks<Client>
  /**
   * Registers a handler of all messages of a chat that came in quick succession.
   *
   * @throws WazzupValidationError without a store, and when an option is invalid.
   * @example
   * webhooks.onQuiet({ quiet: 4_000 }, (messages, { reply }) => reply({ text: `${messages.length} messages` }))
   */
  onQuiet(options: QuietOptions, handler: QuietHandler<Client>): Webhooks<Client>
  /**
   * Returns the response to one delivery; never rejects. Without a store, handlers run before the response, one event after the
   * other in the order of the delivery, and Wazzup gets 500 if one fails. With a `background`, the response does not wait for
   * handlers: Wazzup gets 200, and a failure is only reported; if its `waitUntil` throws, the error is reported, and handlers
   * run before the response. With a store, Wazzup gets 200 when the events are stored, and
   * handlers run after {@link Webhooks.start} or in {@link Webhooks.drain}. Wazzup never promises a second delivery.
   *
   * @see https://wazzup24.ru/help/api-ru/webhooks-2/
   */
  receive(delivery: Delivery, background?: Background): Promise<WebhookResponse>
  /**
   * Returns up to 100 events whose handlers failed for good, the oldest first.
   *
   * @throws WazzupValidationError without a store.
   */
  deadLetters(page?: DeadLetterPage): Promise<readonly DeadLetter[]>
  /**
   * Runs the failed handlers of dead events again, at the end of their lane. Returns how many events run again.
   *
   * @throws WazzupValidationError without a store.
   */
  replay(ids: readonly string[]): Promise<number>
  /** Returns a chat, to pause and to resume its bot. Its functions reject without a store. */
  chat(chat: ChatAddress): Chat
  /**
   * Handles stored events until {@link Webhooks.stop}, and starts the outbox. Call it in each process that has all handlers:
   * events without a handler in the process that takes them are settled.
   *
   * @throws WazzupValidationError without a store.
   */
  start(): void
  /**
   * Takes no further events, and stops the outbox. Resolves when the running handlers have ended; after `deadline` milliseconds,
   * their signals abort. Does nothing without a store.
   *
   * @param deadline - Milliseconds, 25,000 by default.
   */
  stop(deadline?: number): Promise<void>
  /**
   * Handles what is due and sends what is due, for at most `deadline` milliseconds. For hosts without a running process: call it
   * from `waitUntil` and from a timer. Returns how many stored events still wait.
   *
   * @throws WazzupValidationError without a store.
   */
  drain(options: { deadline: number }): Promise<{ left: number }>
}
