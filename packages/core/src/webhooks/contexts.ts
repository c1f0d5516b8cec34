import type { Dispatcher, Opened } from './dispatch.ts'
import type { OnError } from './error-log.ts'
import type { EventKind, Events } from './events.ts'
import type { Exchange } from './exchange.ts'
import type { Context } from './handlers.ts'
import { noClient, replyTo, type Replies, type ReplyTo, type Sender } from './reply.ts'
import type { AnsweredMessage } from './reply-id.ts'
import type { UnheardRejection } from './watch.ts'

/** Kinds of events that can be answered. */
const answerable: ReadonlySet<string> = new Set(['message', 'missedCall'])

/** Contexts are made for each event, so they hold nothing that is not needed, and a getter only where it has to throw or is costly. */
export function contextsFor(replies: Replies, report: OnError): Dispatcher['open'] {
  return ({ event, raw }, exchange) => {
    const context: Context & { reply?: ReplyTo } = replies.wazzup
      ? withClient(raw, replies.wazzup, exchange)
      : withoutClient(raw, exchange)
    if (!answerable.has(event.kind)) return { context }
    const opened: Opened = { context }
    const unheard = collectUnheard(opened, event, report)
    context.reply = replyTo(event as AnsweredMessage & typeof event, raw, replies, unheard)
    return opened
  }
}

/** A reply that fails while handlers run may still be awaited by them, so it is reported when they have ended. */
function collectUnheard(opened: Opened, event: Events[EventKind], report: OnError) {
  const rejections: UnheardRejection[] = []
  let isOpen = true
  opened.close = () => {
    isOpen = false
    for (const { error, isHeard } of rejections) if (!isHeard()) report(error, event)
  }
  return (rejection: UnheardRejection): void => {
    if (isOpen) rejections.push(rejection)
    else report(rejection.error, event)
  }
}

function withClient(raw: unknown, wazzup: Sender, exchange: Exchange): Context {
  return {
    raw,
    wazzup,
    get signal() {
      return exchange.signal
    },
  }
}

function withoutClient(raw: unknown, exchange: Exchange): Context {
  return {
    raw,
    get wazzup(): Sender {
      throw noClient()
    },
    get signal() {
      return exchange.signal
    },
  }
}
