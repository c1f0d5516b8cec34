import type { QuestionKind, QuestionResponses, EventKind, Events } from '../events/events.ts'
import type { ReplyTo, Sender } from './reply.ts'

/** What a handler gets beside its event. */
export type Context<Kind extends EventKind = EventKind, Client extends Sender = Sender> = {
  /** The item as Wazzup sent it. */
  raw: unknown
  /** The client given to `createWebhooks`; reading it without one throws. */
  readonly wazzup: Client
  /**
   * Aborts at the deadline of the delivery, `timeout` milliseconds after it came. Pass it on to what the handler waits
   * for. Handlers that run after the response have the same deadline. Read it
   * from the context itself: a copy made by spreading has none.
   */
  readonly signal: AbortSignal
} & (Kind extends QuestionKind ? Answerable : unknown)

/** What handlers of events that can be answered get besides. */
interface Answerable {
  /**
   * Sends a message into the chat of the event. The same content to the same event is sent once. Await it or return it,
   * or its failure reaches `onError` only.
   */
  reply: ReplyTo
}

/** What a handler returns: the created entity where Wazzup asks for one, otherwise whatever it likes. */
export type Outcome<Kind extends EventKind> = Kind extends keyof QuestionResponses
  ? QuestionResponses[Kind] | Promise<QuestionResponses[Kind]>
  : unknown

/** Handles one event. A handler that fails answers the delivery with 500. */
export type Handler<Kind extends EventKind, Client extends Sender = Sender> = (
  event: Events[Kind],
  context: Context<Kind, Client>,
) => Outcome<Kind>
