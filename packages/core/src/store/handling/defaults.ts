// What inbox and outbox use when an option is missing, in milliseconds. Each is a constant of its own, so that a bundle
// without a store contains only what it uses.

/** A run of a handler has failed after this time. */
export const handlerTimeout = 60_000

/** Running handlers and sends get this time to end. */
export const stop = 25_000

/** Ids of finished events and messages are kept so long: messages have come ten days late. */
export const remember = 30 * 24 * 60 * 60 * 1_000

/** A message of which nothing is known is reported after this time. */
export const settleWithin = 300_000
