import type { ReplyableKind, QuestionResponses, EventKind, Events } from '../events/events.ts'
import type { Message } from '../events/message-events.ts'
import type { ReplyTo, Sender } from './reply.ts'
import type { Chat } from '../../store/handling/pauses.ts'
import type { Outbox } from '../../store/outbox/outbox.ts'

/** The second parameter of a handler. */
export type Context<Kind extends EventKind = EventKind, Client extends Sender = Sender> = {
  /** Id of the event, as in `event.id`: the same in each run, and when Wazzup sends the event again. */
  readonly id: string
  /** Number of this run, from 1. Without a store, a handler runs once for each delivery. */
  readonly attempt: number
  /** Whether the event was dead and runs again because of `replay`. */
  readonly replayed: boolean
  /** The item as Wazzup sent it. */
  raw: unknown
  /**
   * The client that was given to `createWebhooks`.
   *
   * @throws WazzupValidationError when there is none.
   */
  readonly wazzup: Client
  /**
   * The outbox that was given to `createWebhooks`.
   *
   * @throws WazzupValidationError when there is none.
   */
  readonly outbox: Outbox
  /** The chat of the event, to pause its bot. Its functions reject without a store, and when the event does not say its chat. */
  readonly chat: Chat
  /**
   * Aborts at the deadline of the delivery, `timeout` milliseconds after it came; with a store, `timeout` milliseconds of the
   * handler after its run began, and when the receiver stops. Pass it to the calls that the handler awaits. Read it from the
   * context itself, because a copy made by spreading has no signal.
   */
  readonly signal: AbortSignal
} & (Kind extends ReplyableKind ? Replyable : unknown)

/** Additional fields for handlers of events to which they can reply. */
interface Replyable {
  /**
   * Sends a message into the chat of the event. With a store, the message is stored together with the success of the handler,
   * and nothing leaves when the handler fails. Without one, it is sent at once, and the same content to the same event is sent
   * once. Await or return the promise; otherwise a failure is only reported to `onError`.
   */
  reply: ReplyTo
}

/** Return value of a handler: the created entity for a question, otherwise any value, which is ignored. */
export type Outcome<Kind extends EventKind> = Kind extends keyof QuestionResponses
  ? QuestionResponses[Kind] | Promise<QuestionResponses[Kind]>
  : unknown

/** Handles one event. If it fails before the response, Wazzup gets 500. */
export type Handler<Kind extends EventKind, Client extends Sender = Sender> = (
  event: Events[Kind],
  context: Context<Kind, Client>,
) => Outcome<Kind>

/** Options of a handler. */
export interface HandlerOptions {
  /**
   * Name under which a store keeps which handlers of an event have finished. With a store, each of several handlers of a kind
   * needs one. Keep it when you change the handler.
   *
   * @default the kind of the event
   */
  name?: string | undefined
  /**
   * Milliseconds after which an event is too old for this handler: it is not called then. The age counts from `event.at` to the
   * start of the handler, so an outage counts too.
   *
   * @default no maximum
   */
  maxAge?: number | undefined
  /**
   * Milliseconds until a run has failed and its `signal` aborts. Only with a store; without one, the deadline of the delivery
   * counts.
   *
   * @default 60_000
   */
  timeout?: number | undefined
  /**
   * Whether the handler is called for messages of a paused chat. Skipped messages are not kept. Without a store, no chat is
   * paused.
   *
   * @default 'run'
   */
  whilePaused?: 'run' | 'skip' | undefined
}

/** When a handler of quick messages is called. */
export interface QuietOptions extends HandlerOptions {
  /** Milliseconds without a further message in the chat. */
  quiet: number
  /**
   * Milliseconds after the first message, however many follow.
   *
   * @default 60_000
   */
  within?: number | undefined
  /**
   * Number of messages with which the handler is called at once.
   *
   * @default no maximum
   */
  most?: number | undefined
}

/** Handles the messages of a chat that came in quick succession, in the order in which they came. */
export type QuietHandler<Client extends Sender = Sender> = (
  messages: readonly Message[],
  context: Omit<Context<'message', Client>, 'raw'> & {
    /** The items as Wazzup sent them, in the order of the messages. */
    raw: readonly unknown[]
  },
) => unknown
