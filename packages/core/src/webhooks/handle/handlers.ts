import type { ReplyableKind, QuestionResponses, EventKind, Events } from '../events/events.ts'
import type { ReplyTo, Sender } from './reply.ts'

/** The second parameter of a handler. */
export type Context<Kind extends EventKind = EventKind, Client extends Sender = Sender> = {
  /** The item as Wazzup sent it. */
  raw: unknown
  /**
   * The client that was given to `createWebhooks`.
   *
   * @throws WazzupValidationError when there is none.
   */
  readonly wazzup: Client
  /**
   * Aborts at the deadline of the delivery, `timeout` milliseconds after it came. Pass it to the calls that the handler
   * awaits. Handlers that run after the response have the same deadline. Read it from the context itself, because a copy
   * made by spreading has no signal.
   */
  readonly signal: AbortSignal
} & (Kind extends ReplyableKind ? Replyable : unknown)

/** Additional fields for handlers of events to which they can reply. */
interface Replyable {
  /**
   * Sends a message into the chat of the event. The same content to the same event is sent once. Await or return the
   * promise; otherwise a failure is only reported to `onError`.
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
