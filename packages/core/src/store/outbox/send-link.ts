import type { EventKind, Events } from '../../webhooks/events/events.ts'
import type { ReplyInput } from '../../webhooks/handle/reply.ts'
import type { Step } from '../port/driver.ts'
import type { ChatAddress } from '../port/chat-address.ts'

/** What the inbox asks of an outbox. */
export interface SendLink {
  /** Joins an event with the sends of the outbox, before its handlers run. It may be called several times for one event. */
  observe(event: Events[EventKind], arrivedAt: number): Promise<Observation>
  /** Returns the changes that store a reply, for the commit that ends its handler. */
  prepareReply(reply: CollectedReply): Promise<Step>
  /**
   * Registers the function with which the outbox lets the inbox observe the waiting events of a lane, because a lane may
   * wait for a handler that fails.
   */
  readWaiting(read: (lane: string) => Promise<void>): void
}

/** What the inbox needs of an outbox. */
export interface LinkedOutbox {
  readonly link: SendLink
  start(): void
  stop(deadline?: number): Promise<void>
  drain(options: { deadline: number }): Promise<void>
}

/** The result of an observation. */
export interface Observation {
  /** Set when the author of an echo is not known yet. Run the event again then; this run does not count. */
  holdUntil?: number | undefined
  /** Id of the entry that sent the message of an echo. */
  entry?: string | undefined
}

/** A reply that leaves when its handler has succeeded. */
export interface CollectedReply {
  id: string
  chat: ChatAddress
  content: ReplyInput
  /** Milliseconds until it is not sent any more. */
  expiresIn: number
  /** Whether it is dropped while the chat is paused. */
  whilePaused: 'drop' | 'send'
}
