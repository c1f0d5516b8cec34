/** The names of all states of an entry. */
export const entryStates = [
  'queued',
  'sending',
  'unknown',
  'accepted',
  'delivered',
  'read',
  'failed',
  'rejected',
  'cancelled',
  'expired',
] as const

/**
 * State of an entry of the outbox.
 *
 * - `queued`: it has not left.
 * - `sending`: a request is on its way.
 * - `unknown`: it may have been sent, and is never sent again by itself. An echo may still show that it was accepted.
 * - `accepted`: Wazzup has accepted it.
 * - `delivered`, `read`: a status said so.
 * - `failed`: Wazzup accepted it and reported an error later.
 * - `rejected`: Wazzup rejected it, so nothing was sent.
 * - `cancelled`, `expired`: it ended before it left.
 */
export type EntryState = (typeof entryStates)[number]

/** The names of all events of the outbox. */
export const outboxEvents = [
  'accepted',
  'delivered',
  'read',
  'failed',
  'rejected',
  'unknown',
  'silent',
  'undelivered',
  'contradiction',
  'expired',
  'cancelled',
] as const

/**
 * What happens to an entry. Beside the states of the same names:
 *
 * - `unknown`: five minutes have passed, and no echo has shown what happened.
 * - `silent`: it was accepted, and neither an echo nor a status came within five minutes.
 * - `undelivered`: nothing says that it arrived in time, and it could not be deleted, so the next route was not used.
 * - `contradiction`: an earlier route was delivered after the next one was used.
 */
export type OutboxEvent = (typeof outboxEvents)[number]

/** The codes that the outbox itself gives an entry. docs/delivery.md says what they mean. */
export const outboxCodes = [
  'EXPIRED',
  'CANCELLED',
  'CHAT_PAUSED',
  'EARLIER_MESSAGE_FAILED',
  'FILE_GIVEN_UP',
  'CONTENT_DELETED',
  'NEVER_LEFT',
  'NOT_DELETED',
  'MESSAGE_ID_UNKNOWN',
  'CHECKED_TOO_LATE',
] as const

/** A code of the outbox, in place of one of Wazzup. */
export type OutboxCode = (typeof outboxCodes)[number]

/** A reply or a send, as it stands. */
export interface Reply {
  /** Its id in the outbox; without a store, its `crmMessageId`. */
  id: string
  /** Its state. */
  state: EntryState
  /** Wazzup's id of the message, as soon as it is known. */
  messageId: string | null
}

/** An entry of the outbox as it stands. */
export interface Entry extends Reply {
  /** Whether the response of Wazzup or an echo has confirmed that it was accepted. */
  confirmed: boolean
  /** Index of the route in use; 0 for a message with one route. */
  route: number
  /**
   * Code of the rejection or of the delivery error, or one of {@link outboxCodes}. While a later route is in use, it says why the
   * one before was not: then it may also be the reason of {@link OutboxPause}.
   */
  code?: string | undefined
  /** The value of the option `data`. */
  data?: unknown
  /** When it reached each state, in milliseconds since 1970. */
  at: Readonly<Partial<Record<EntryState | OutboxEvent, number>>>
}
