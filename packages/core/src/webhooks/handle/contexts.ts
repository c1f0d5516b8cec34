import type { CallOptions } from '../../client/options.ts'
import type { Dispatcher, Opened } from './dispatch.ts'
import type { OnError } from './error-log.ts'
import type { EventKind, Events } from '../events/events.ts'
import type { DeliveryState } from './delivery-deadline.ts'
import type { Context } from './handlers.ts'
import { noClient, replyTo, type Replies, type ReplyInput, type ReplyTo, type Sender } from './reply.ts'
import type { AnsweredMessage } from './reply-id.ts'
import type { UnheardRejection } from './unawaited-reply.ts'

/** Kinds of events that can be answered. */
const answerable: ReadonlySet<string> = new Set(['message', 'missedCall'])

/** Makes the contexts of handlers: one for each event, so they hold nothing that is not asked for. */
export function contextsFor(replies: Replies, report: OnError): Dispatcher['open'] {
  return ({ event, raw }, exchange) => {
    const { wazzup } = replies
    const context: Context & { reply?: ReplyTo | undefined } = wazzup
      ? new EventContext(raw, wazzup, exchange)
      : withoutClient(raw, exchange)
    const opened: Opened = { context, close: undefined, isClosed: false }
    if (!answerable.has(event.kind)) return opened
    let reply: ReplyTo | undefined
    context.reply = (content: ReplyInput, options?: CallOptions) => {
      reply ??= replyTo(event as AnsweredMessage & typeof event, raw, replies, collectUnheard(opened, event, report))
      return reply(content, options)
    }
    return opened
  }
}

/** A class for its getter: one in an object of its own for each event took as long as half of the handling. */
class EventContext {
  declare reply?: ReplyTo | undefined
  readonly raw: unknown
  readonly wazzup: Sender
  readonly #exchange: DeliveryState

  constructor(raw: unknown, wazzup: Sender, exchange: DeliveryState) {
    this.raw = raw
    this.wazzup = wazzup
    this.#exchange = exchange
  }

  get signal(): AbortSignal {
    return this.#exchange.signal
  }
}

function withoutClient(raw: unknown, exchange: DeliveryState): Context {
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

/** A reply that fails while handlers run may still be awaited by them, so it is reported when they have ended. */
function collectUnheard(opened: Opened, event: Events[EventKind], report: OnError) {
  const rejections: UnheardRejection[] = []
  let isOpen = !opened.isClosed
  opened.close = () => {
    isOpen = false
    for (const { error, isHeard } of rejections) if (!isHeard()) report(error, event)
  }
  return (rejection: UnheardRejection): void => {
    if (isOpen) rejections.push(rejection)
    else report(rejection.error, event)
  }
}
