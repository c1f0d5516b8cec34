/** What inbox and outbox use when an option is missing, in milliseconds. */
export const defaults = {
  /** A run of a handler has failed after this time. */
  handlerTimeout: 60_000,
  /** Running handlers and sends get this time to end. */
  stop: 25_000,
  /** Ids of finished events and messages are kept so long: messages have come ten days late. */
  remember: 30 * 24 * 60 * 60 * 1_000,
  /** A message of which nothing is known is reported after this time. */
  settleWithin: 300_000,
} as const
