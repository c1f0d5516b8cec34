import type { Entry, OutboxEvent } from './entry-state.ts'

/** What the app must know of an entry. Other events are good news, may only be early, or are what the app did itself. */
const meanings: Partial<Record<OutboxEvent, string>> = {
  rejected: 'nothing was sent',
  failed: 'it did not arrive',
  expired: 'it did not leave in time',
  unknown: 'it may have been sent',
  undelivered: 'it may not have arrived',
  contradiction: 'the customer may have it twice',
}

/** The error of an entry whose end no handler of the app is called for. */
export class UnhandledEnd extends Error {
  /** Name of the class, also in a minified bundle. */
  override readonly name = 'UnhandledEnd'
  /** What many entries may have in common. */
  readonly reason: string

  constructor(event: OutboxEvent, { id, code }: Entry) {
    const reason = code === undefined ? event : `${event} (${code})`
    super(`entry ${JSON.stringify(id)} is ${reason}: ${meanings[event]}. Handle it: outbox.on('${event}', …)`)
    this.reason = reason
  }
}

/** Returns the error of an event of an entry that has no handler; undefined when the app needs to know nothing of it. */
export function findUnhandledEnd(event: OutboxEvent, entry: Entry): UnhandledEnd | undefined {
  // `onError` was called with what `linkTo` has thrown to give it up.
  if (meanings[event] === undefined || entry.code === 'FILE_GIVEN_UP') return undefined
  // Its code is that of an earlier route.
  const isOpen = event === 'unknown' || event === 'contradiction'
  return new UnhandledEnd(event, isOpen ? { ...entry, code: undefined } : entry)
}
