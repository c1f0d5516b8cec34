import { ownSendsOf } from '../../api/messages/own-sends.ts'
import { ownAuthor, type Author } from './author.ts'
import type { ExplainDelivery } from './delivery-error.ts'
import { directionlessKinds, type EventKind, type Events, type UnrecognizedEvent } from './events.ts'
import type { Replies } from '../handle/reply.ts'
import { toItemId } from '../items/item-fields.ts'
import { readItem } from '../receive/split-delivery.ts'

/**
 * Returns the event to handle. If this client sent the message of the event, its author is set to this client, regardless of
 * what Wazzup says. An item without a direction becomes an echo if this client sent it. Its content is compared with the sends
 * on their way only without an outbox: an outbox lets an echo wait until it knows the id.
 */
export function recognizeOwn(
  event: Events[EventKind],
  { wazzup, outbox }: Pick<Replies, 'wazzup' | 'outbox'>,
  explain: ExplainDelivery,
): Events[EventKind] {
  // Looked up at each call, because a test may replace a method of the client by a spy.
  const ownSends = ownSendsOf(wazzup?.messages?.send)
  if (!ownSends) return event
  const echo = event.kind === 'unrecognized' && ownSends.has(idIn(event)) ? readAsEcho(event, explain) : event
  if (!hasAuthor(echo)) return event
  if (ownSends.has(echo.messageId)) {
    setAuthor(echo, ownAuthor(echo.author, 'this client sent it'))
  } else if (!outbox && echo.kind === 'echo' && ownSends.isOnItsWay(echo)) {
    setAuthor(echo, ownAuthor(echo.author, 'a send of this client with this content is on its way'))
  }
  return echo
}

/** Sets the author of a message that is ours. An item that looks like a message of a customer becomes an echo. */
export function setAuthor(event: Authored, author: Author): void {
  event.author = author
  // Otherwise a bot would reply to itself.
  if (!directionlessKinds.has(event.kind)) Object.assign(event, { kind: 'echo', id: `echo:${event.messageId}` })
}

function idIn({ key, value }: UnrecognizedEvent): string {
  return (key === 'messages' && toItemId((value as { messageId?: unknown } | null)?.messageId)) || ''
}

function readAsEcho({ value, at }: UnrecognizedEvent, explain: ExplainDelivery): Events[EventKind] | UnrecognizedEvent {
  return readItem('messages', { ...(value as object), isEcho: true }, { explain, arrivedAt: at }).event
}

/** An event about a message. */
export type Authored = Extract<Events[EventKind], { author: Author }>

export function hasAuthor(event: Events[EventKind]): event is Authored {
  return 'author' in event && 'messageId' in event
}
