import type { Background } from '../../inbound/target.ts'
import type { WebhookResponse } from '../../inbound/webhook-response.ts'
import type { EventKind, Events } from '../../webhooks/events/events.ts'
import type { OnError } from '../../webhooks/handle/error-log.ts'
import type { Sender } from '../../webhooks/handle/reply.ts'
import type { Chat } from '../handling/pauses.ts'
import type { LinkedOutbox } from '../outbox/send-link.ts'
import type { InboxHooks } from './inbox-hooks.ts'
import type { DeadLetter, DeadLetterPage } from '../port/dead-letter.ts'
import type { ChatAddress } from '../port/chat-address.ts'

/** Any event. */
export type AnyEvent = Events[EventKind]

/** An event of a delivery, with the item that it was read from. */
export interface InboxItem {
  event: AnyEvent
  raw: unknown
  /** The key of the delivery under which it came. */
  key: string
}

/** A handler, with its options. */
export interface InboxHandler {
  readonly name: string
  /** Milliseconds after which an event is too old for it. */
  readonly maxAge: number
  /** Milliseconds until its run has failed. */
  readonly timeout: number
  readonly whilePaused: 'run' | 'skip'
  /** The event, or the messages of a chat; and the context. */
  run(event: never, context: never): unknown
}

/** A handler of the messages of a chat that came in quick succession. */
export interface QuietRegistration extends InboxHandler {
  /** Milliseconds without a message after which it is called. */
  readonly quiet: number
  /** Milliseconds after the first message after which it is called in any case. */
  readonly within: number
  /** Number of messages with which it is called at once. */
  readonly most: number
}

/** When a chat is paused because an employee writes in it. */
export interface Takeover {
  /** Milliseconds for which the bot is stopped, from each message of an employee on. */
  pause: number
  /** Text with which an employee ends the pause, for example `/bot`. */
  resumeCommand?: string | undefined
}

/** How much an account may store, so that deliveries with a leaked secret cannot fill the disk. */
export interface InboxCaps {
  /**
   * Maximum number of chats and other lanes in which an event waits.
   *
   * @default 100_000
   */
  lanes?: number | undefined
  /**
   * Maximum size of what is stored, in bytes.
   *
   * @default 1_000_000_000
   */
  bytes?: number | undefined
}

/** The options of a receiver that are about its inbox. */
export interface InboxOptions {
  outbox?: LinkedOutbox | undefined
  takeover?: Takeover | undefined
  /** Milliseconds for which the ids of handled events are kept. */
  remember?: number | undefined
  /** Milliseconds for which the items of handled events are kept. */
  keepDeliveries?: number | undefined
  caps?: InboxCaps | undefined
  hooks?: InboxHooks | undefined
}

/** What an inbox needs of its receiver. */
export interface InboxReceiver {
  handlers: ReadonlyMap<EventKind, readonly InboxHandler[]>
  /** Reads an item that came under a key of a delivery. */
  read(key: string, item: unknown, arrivedAt: number): InboxItem
  /** Returns the event with its author corrected, if the client of the receiver sent the message. */
  recognize(event: AnyEvent): AnyEvent
  report: OnError
  wazzup: Sender | undefined
}

/** The parts of an inbox, with all defaults. */
export interface InboxSetup extends InboxReceiver, InboxOptions {
  quiet: readonly QuietRegistration[]
  remember: number
  keepDeliveries: number
  caps: InboxCaps
}

/** The functions of an account store that an inbox uses. */
interface DeadLetters {
  deadLetters(page?: DeadLetterPage): Promise<readonly DeadLetter[]>
  replay(ids: readonly string[]): Promise<number>
}

/** Options of a handler of quick messages, as they were given. */
export interface QuietInput {
  quiet: number
  within?: number | undefined
  most?: number | undefined
}

/** The functions that a receiver with a store has beside its own. */
export interface StoreFunctions extends DeadLetters {
  chat(chat: ChatAddress): Chat
  start(): void
  stop(deadline?: number): Promise<void>
  /** Handles and sends what is due. Returns how many events still wait. */
  drain(options: { deadline: number }): Promise<{ left: number }>
}

/** Events that are stored before they are handled. */
export interface Inbox {
  /** Throws unless each of several handlers of a kind has a name of its own. */
  checkNames(handlers: readonly { name: string; isNamed: boolean }[], kind: string): void
  /** Registers a handler of quick messages. */
  addQuiet(options: QuietInput, handler: InboxHandler & { isNamed: boolean }): void
  /** Stores the events that are new, in one step. Resolves with 200, or reports why they may not be stored and resolves with 503. */
  store(items: readonly InboxItem[], background: Background | undefined): Promise<WebhookResponse>
  /** Returns the stored response to a question, or asks for it. Each question is asked in one process at a time. */
  answer(question: AnyEvent, ask: () => Promise<WebhookResponse>): Promise<WebhookResponse>
  readonly functions: StoreFunctions
}
