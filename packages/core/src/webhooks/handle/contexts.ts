import type { Dispatcher, Opened } from './dispatch.ts'
import type { OnError } from './error-log.ts'
import { replyableKinds, type EventKind, type Events } from '../events/events.ts'
import type { DeliveryState } from './delivery-state.ts'
import type { Context } from './handlers.ts'
import { createMissingClientError, createReply, type Replies, type ReplyTo, type Sender } from './reply.ts'
import type { RepliedMessage } from './reply-id.ts'
import { chatWithoutStore, createNoStoreError } from './without-store.ts'
import type { Chat } from '../../store/handling/pauses.ts'
import type { Outbox } from '../../store/outbox/outbox.ts'
import type { UnheardRejection } from './unawaited-reply.ts'

/** Returns the function that creates the context of an event. Parts that a handler does not use are not created. */
export function createContexts(replies: Replies, report: OnError): Dispatcher['open'] {
  return ({ event, raw }, state) => {
    const context: Context & { reply?: ReplyTo | undefined } = new EventContext(event.id, raw, replies, state)
    const opened: Opened = { context, close: undefined, isClosed: false }
    if (!replyableKinds.has(event.kind)) return opened
    let reply: ReplyTo | undefined
    context.reply = (content, options) => {
      reply ??= createReply(event as RepliedMessage & typeof event, replies, collectUnheard(opened, event, report))
      return reply(content, options)
    }
    return opened
  }
}

/** A class, because an object literal with a getter for each event took half of the time of handling it. */
class EventContext {
  declare reply?: ReplyTo | undefined
  readonly id: string
  readonly attempt = 1
  readonly replayed = false
  readonly chat: Chat = chatWithoutStore
  readonly raw: unknown
  readonly #replies: Replies
  readonly #state: DeliveryState

  constructor(id: string, raw: unknown, replies: Replies, state: DeliveryState) {
    this.id = id
    this.raw = raw
    this.#replies = replies
    this.#state = state
  }

  get wazzup(): Sender {
    const { wazzup } = this.#replies
    if (!wazzup) throw createMissingClientError()
    return wazzup
  }

  /** Only handlers of questions get an outbox here: stored events have contexts of their own. */
  get outbox(): Outbox {
    const { outbox } = this.#replies
    if (!outbox) throw createNoStoreError('outbox')
    return outbox as Outbox
  }

  get signal(): AbortSignal {
    return this.#state.signal
  }
}

/** A handler that is still running may await a failed reply later, so the failure is reported after the handlers have ended. */
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
