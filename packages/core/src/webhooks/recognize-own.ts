import { ownSendsOf } from '../own-sends.ts'
import { ownAuthor, type Author } from './author.ts'
import type { EventKind, Events } from './events.ts'
import type { Sender } from './reply.ts'

/** Names this client as the author of an event about a message that it sent, whatever Wazzup says about it. */
export function recognizeOwn(event: Events[EventKind], wazzup: Sender | undefined): void {
  if (!hasAuthor(event)) return
  // Looked up anew: a test may put a spy in the place of a client's method.
  const ownSends = ownSendsOf(wazzup?.messages?.send)
  if (!ownSends) return
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
