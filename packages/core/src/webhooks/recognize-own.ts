import type { OwnSends } from '../own-sends.ts'
import { ownAuthor, type Author } from './author.ts'
import type { EventKind, Events } from './events.ts'

/** Names this client as the author of an event about a message that it sent, whatever Wazzup says about it. */
export function recognizeOwn(event: Events[EventKind], ownSends: OwnSends): void {
  if (!hasAuthor(event)) return
  if (ownSends.has(event.messageId)) {
    event.author = ownAuthor(event.author, 'this client sent it')
    // An outgoing item that looks like a customer's would make a bot answer itself.
    if (!aboutAnyMessage.has(event.kind)) (event as { kind: EventKind }).kind = 'echo'
  } else if (event.kind === 'echo' && ownSends.isOnItsWay(event)) {
    event.author = ownAuthor(event.author, 'a send of this client with this content is on its way')
  }
}

type Authored = Extract<Events[EventKind], { author: Author }>

function hasAuthor(event: Events[EventKind]): event is Authored {
  return 'author' in event && 'messageId' in event
}

/** Kinds that do not say which way the message went. */
const aboutAnyMessage: ReadonlySet<EventKind> = new Set(['echo', 'messageEdited', 'messageDeleted'])
