import { createOptionError } from '../../errors/validation-error.ts'
import type { OnError } from '../../webhooks/handle/error-log.ts'
import type { ReplyInput, ReplyOptions, ReplyTo } from '../../webhooks/handle/reply.ts'
import { watch } from '../../webhooks/handle/unawaited-reply.ts'
import type { Reply } from '../outbox/entry-state.ts'
import type { CollectedReply, SendLink } from '../outbox/send-link.ts'
import type { ChatAddress } from '../port/chat-address.ts'
import type { Step } from '../port/driver.ts'
import type { AnyEvent } from './inbox-parts.ts'

/** Milliseconds after which a message is not answered, and an answer not sent, unless the handler says otherwise. */
const hour = 60 * 60 * 1_000

/** The replies of one run of a handler. */
export interface ReplyCollector {
  reply: ReplyTo
  /** Returns the changes that store the replies. Rejects when one of them is not valid. */
  prepare(): Promise<readonly Step[]>
  /** Ends the collection: the handler has ended. */
  close(): void
}

/** Collects what a handler replies, so that it is stored together with the success of the handler. */
export function collectReplies(options: {
  link: SendLink | undefined
  report: OnError
  event: AnyEvent
  chat: ChatAddress
  /** The beginning of the ids: that of the event and the name of the handler. */
  prefix: string
  /** Age of the event in milliseconds. */
  age: number
  /** Called when the event is too old for a reply. */
  onTooOld(): void
}): ReplyCollector {
  const { link, report, event, chat, prefix, age, onTooOld } = options
  const collected: CollectedReply[] = []
  let count = 0
  let isOpen = true

  const collect = async (content: ReplyInput, replyOptions: ReplyOptions = {}): Promise<Reply> => {
    const { maxAge = hour, expiresIn = hour, evenIfPaused = false } = replyOptions
    if (!link) throw createOptionError('outbox', 'is missing: pass createWebhooks({ outbox }) to reply')
    if (!isOpen) throw new Error('reply was called after its handler had ended, so nothing is sent')
    count++
    const id = `${prefix}/${count}`
    if (age > maxAge) {
      onTooOld()
      return { id, state: 'expired', messageId: null }
    }
    collected.push({
      id,
      chat,
      content: { ...content, clearUnanswered: content?.clearUnanswered ?? false },
      expiresIn,
      whilePaused: evenIfPaused ? 'send' : 'drop',
    })
    return { id, state: 'queued', messageId: null }
  }

  return {
    reply: (content, replyOptions) =>
      watch(collect(content as ReplyInput, replyOptions), ({ error }) => report(error, event)),
    async prepare() {
      const steps: Step[] = []
      for (const each of collected) steps.push(await link!.prepareReply(each))
      return steps
    },
    close() {
      isOpen = false
    },
  }
}
