import { isWazzupError } from '../errors/wazzup-error.ts'
import { wrongInput } from '../errors/wrong-input.ts'
import type { CallOptions } from '../options.ts'
import type { Send, Sent } from '../resources/messages.ts'
import type { SendInput } from '../resources/send-input.ts'
import type { Message } from './events.ts'

type Without<Union, Keys extends string> = Union extends unknown ? Omit<Union, Keys> : never

/** An answer into the chat of a message: what `messages.send` takes, but for the address and the id, which follow from the message. */
export type ReplyInput = Without<SendInput, 'channelId' | 'chatType' | 'chatId' | 'phone' | 'username' | 'crmMessageId'>

/**
 * Answers in the chat of the message. The chat stays unanswered for people (`clearUnanswered` is false unless told
 * otherwise). The first answer of a handler, the second and so on go out under ids derived from the message, so a
 * message that is delivered again is not answered again: Wazzup refuses it for 60 seconds, which resolves with
 * `repeated`, and this process remembers its last 10,000 answers and gives the same result. Throws like `messages.send`.
 */
export type ReplyTo = (content: ReplyInput, options?: CallOptions) => Promise<Sent>

/** The least a client must be able to do for {@link ReplyTo}. */
export interface Sender {
  readonly messages: { readonly send: Send }
}

/** Answers of this process, by their id. */
export type Answered = Map<string, Promise<Sent>>

const rememberedAnswers = 10_000

/** Gets the answering function for one message. */
export function replyTo(message: Message, wazzup: Sender | undefined, answered: Answered): ReplyTo {
  let count = 0
  return (content, options) => {
    if (!wazzup) return Promise.reject(noClient())
    count++
    const crmMessageId = `reply-${message.messageId}-${count}`
    const before = answered.get(crmMessageId)
    if (before) return before
    const { channelId, chatType, chatId } = message
    const clearUnanswered = content.clearUnanswered ?? false
    const input = { ...content, clearUnanswered, channelId, chatType, chatId, crmMessageId } as SendInput
    const sent = wazzup.messages.send(input, options).catch((error: unknown) => takeRepeated(error, crmMessageId))
    remember(answered, crmMessageId, sent)
    // A promise of its own: a failure that nobody awaits must be seen.
    return sent.then((accepted) => accepted)
  }
}

/** The id follows from the message, so whoever sent under it before was an earlier run of the same handler. */
function takeRepeated(error: unknown, crmMessageId: string): Sent {
  if (!isWazzupError(error, 'REPEATED_CRM_MESSAGE_ID')) throw error
  return { messageId: null, chatId: null, crmMessageId, repeated: true }
}

function remember(answered: Answered, id: string, sent: Promise<Sent>): void {
  if (answered.size >= rememberedAnswers) answered.delete(answered.keys().next().value!)
  answered.set(id, sent)
  sent.catch((error: { effect?: unknown }) => {
    // What certainly did not go out may be tried again; what perhaps did must not.
    if (error?.effect === 'none') answered.delete(id)
  })
}

export function noClient(): Error {
  const message = 'is missing: give createWebhooks({ wazzup }) the client to answer with'
  return wrongInput([{ path: 'wazzup', message }])
}
