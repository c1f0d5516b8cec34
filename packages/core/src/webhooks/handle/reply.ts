import { elapsedSince, momentNow, type Moment } from '../../client/timing/clock.ts'
import { createOptionError } from '../../errors/validation-error.ts'
import type { CallOptions } from '../../client/options.ts'
import type { Send } from '../../api/messages/messages.ts'
import { longestId } from '../../api/messages/own-sends.ts'
import type { Sent } from '../../api/messages/sent.ts'
import type { AnyFile, AnyTemplate, AnyText, SendCommon } from '../../api/messages/send-fields.ts'
import type { Checked, SendInput } from '../../api/messages/send-input.ts'
import type { Reply } from '../../store/outbox/entry-state.ts'
import type { NoPrivateFile, PrivateFile } from '../../store/outbox/outgoing.ts'
import { canonicalJson, replyId, type RepliedMessage } from './reply-id.ts'
import { watch, type UnheardRejection } from './unawaited-reply.ts'

/**
 * Content of a reply: the input of `messages.send` without the address and the id, which are derived from the message. With an
 * outbox, `file` can take the place of `contentUri`.
 */
export type ReplyInput = FileReply | PrivateFileReply | TemplateReply | TextReply

/** Fields that a reply can have beside its content. */
interface ReplyCommon extends Pick<SendCommon, 'refMessageId' | 'crmUserId' | 'clearUnanswered'> {}
interface FileReply extends ReplyCommon, AnyFile, NoPrivateFile {}
interface PrivateFileReply extends ReplyCommon, PrivateFile {}
interface TemplateReply extends ReplyCommon, AnyTemplate, NoPrivateFile {}
interface TextReply extends ReplyCommon, AnyText, NoPrivateFile {}

/**
 * Sends a reply into the chat of the message. `clearUnanswered` is false by default, so the chat stays unanswered for
 * operators. Resolves with the id and the state of the reply.
 *
 * With a store, the reply is stored when its handler succeeds, and leaves then: the state is `queued`. A handler that fails,
 * ends too late or crashes has sent nothing.
 *
 * Without a store, the reply is sent at once, and the state is `accepted`. Its id is the `crmMessageId`, which is derived from
 * the message and the content. If Wazzup delivers a message twice, the same content is therefore sent once: this process
 * remembers its last 10,000 replies. In another process, Wazzup rejects the id of an accepted reply for 60 seconds. Another
 * content is another reply. If the outcome is unknown, the handler can send the same reply again until 47 seconds after the start of
 * the first attempt. Later, the call sends nothing and throws with `effect: 'unknown'`.
 *
 * If a reply is not awaited and fails, `onError` is called.
 *
 * @throws WazzupError like `messages.send`, without a store.
 */
export interface ReplyTo extends ReplyMethod {}

// Parameters of a method are compared in both directions, so a function of a `ReplyInput`, such as a fake in a test, fits.
type ReplyMethod = { reply(content: Checked<ReplyInput>, options?: ReplyOptions): Promise<Reply> }['reply']

/** Options of a reply. Those of a call count only without a store, where the reply is sent at once. */
export interface ReplyOptions extends CallOptions {
  /**
   * Milliseconds after which a message is too old to be answered: `reply` resolves with the state `expired`, and nothing is
   * sent.
   *
   * @default 1 hour with a store, no maximum without one
   */
  maxAge?: number | undefined
  /**
   * Milliseconds until a stored reply that could not leave is not sent any more. Only with a store.
   *
   * @default 3_600_000
   */
  expiresIn?: number | undefined
  /**
   * Sends the reply although the chat is paused when it leaves. Only with a store.
   *
   * @default false
   */
  evenIfPaused?: boolean | undefined
}

/** The part of a client that {@link ReplyTo} needs. */
export interface Sender {
  /** The endpoint `messages.send` of the client. */
  readonly messages: { readonly send: Send }
}

/** The state that all replies of a receiver share. */
export interface Replies {
  wazzup: Sender | undefined
  /** The outbox that handlers of questions get. */
  outbox?: object | undefined
  /** The replies of this process by their id, the oldest first. */
  sent: Map<string, SentReply>
}

/** A reply that was or may have been sent. */
interface SentReply {
  /** Its `messageId`; undefined when the outcome of the last try is unknown. */
  result: Promise<string | null> | undefined
  firstAttempt: Moment
}

const rememberedReplies = 10_000

/** The numbers of the replies with one content. The number of a failed reply is used again, so that a retry has the same id. */
interface Numbers {
  count: number
  readonly failed: number[]
}

/** Returns the function that replies to one message. */
export function createReply(
  message: RepliedMessage & { at: number },
  replies: Replies,
  onUnheard: (rejection: UnheardRejection) => void,
): ReplyTo {
  const { channelId, chatType, chatId } = message
  const numbers = new Map<string, Numbers>()
  let previous: Promise<unknown> = Promise.resolve()
  const reply = async (content: ReplyInput, replyOptions: ReplyOptions = {}): Promise<Reply> => {
    const { maxAge = Infinity, expiresIn: _, evenIfPaused: __, ...options } = replyOptions
    if (!replies.wazzup) throw createMissingClientError()
    const input = { ...content, clearUnanswered: content?.clearUnanswered ?? false, channelId, chatType, chatId }
    const json = canonicalJson(input)
    const used = numbers.get(json) ?? { count: 0, failed: [] }
    numbers.set(json, used)
    const nth = used.failed.shift() ?? ++used.count
    // Digests may finish in another order than replies were called, but replies must keep their order.
    const ready = Promise.all([replyId(message, json, nth), previous])
    previous = ready.catch(() => {})
    const [crmMessageId] = await ready
    if (Date.now() - message.at > maxAge) return { id: crmMessageId, state: 'expired', messageId: null }
    try {
      const sending = { ...input, crmMessageId } as SendInput & { crmMessageId: string }
      return { id: crmMessageId, state: 'accepted', messageId: await sendOnce(replies, sending, options) }
    } catch (error) {
      used.failed.push(nth)
      throw error
    }
  }
  return (content, options) => watch(reply(content as ReplyInput, options), onUnheard)
}

function sendOnce(
  replies: Replies,
  input: SendInput & { crmMessageId: string },
  options: CallOptions | undefined,
): Promise<string | null> {
  const { crmMessageId } = input
  const before = replies.sent.get(crmMessageId)
  if (before?.result) return before.result
  const firstAttempt = before?.firstAttempt ?? momentNow()
  // The wall clock may have been set since then.
  const firstAttemptAt = Date.now() - elapsedSince(firstAttempt)
  const result = attempt()
  const entry: SentReply = { result, firstAttempt }
  remember(replies.sent, crmMessageId, entry)
  return result

  async function attempt(): Promise<string | null> {
    try {
      const { messageId } = await send(replies, input, before ? { ...options, firstAttemptAt } : options)
      // It is kept in memory, so a faulty proxy must not make it long.
      return messageId && messageId.length > longestId ? null : messageId
    } catch (error) {
      entry.result = undefined
      // A later rejection does not prove that an earlier attempt was rejected.
      const isSettled = !before && (error as { effect?: unknown } | null)?.effect === 'none'
      if (isSettled && replies.sent.get(crmMessageId) === entry) replies.sent.delete(crmMessageId)
      throw error
    }
  }
}

function send({ wazzup }: Replies, input: SendInput, options: CallOptions | undefined): Promise<Sent> {
  try {
    return wazzup!.messages.send(input, options)
  } catch (error) {
    // A client that is not ours may throw synchronously.
    return Promise.reject(error as Error)
  }
}

function remember(sent: Replies['sent'], id: string, reply: SentReply): void {
  sent.delete(id)
  sent.set(id, reply)
  if (sent.size > rememberedReplies) sent.delete(sent.keys().next().value!)
}

export function createMissingClientError(): Error {
  return createOptionError('wazzup', 'is missing: pass a client to createWebhooks({ wazzup }) to send replies')
}
