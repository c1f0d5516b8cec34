import { docUrls } from '@wazzup-kit/core/schemas'
import { avitoProfileOf, chatKey, markAnswered } from '../account/chats.ts'
import type { SimulatedFile } from '../account/files.ts'
import { dialogKey, openDialog, type ChannelChat } from '../account/dialogs.ts'
import { rule } from '../rules/rule.ts'
import type { State } from '../account/state.ts'
import type { MessageType, WebhookMessage } from '../webhooks/message-items.ts'
import { channelOf, chatTypeOf, type SimulatedWorld } from './simulated-world.ts'

/** A message of an operator, which is not sent through the API. */
export interface OperatorMessage {
  /**
   * Where the operator types. As observed in production, a message from `wazzup` has an author and `sentFromApp`, one
   * from `crm` has an author, and one from `phone` has none.
   */
  from: 'wazzup' | 'crm' | 'phone'
  /** Id of the chat to which the operator writes. */
  chatId: string
  /**
   * Text of the message.
   *
   * @default 'Hello', or none when there is a file
   */
  text?: string | undefined
  /** Link to a file. Give `type` as well, because it is not derived from the file. */
  contentUri?: string | undefined
  /**
   * File of the message, which the app can fetch from its `contentUri`. The type of the message follows from it.
   *
   * @default no file
   */
  file?: SimulatedFile | undefined
  /**
   * Type of the message.
   *
   * @default 'text', or that of `file`
   */
  type?: MessageType | undefined
  /**
   * Channel of the chat.
   *
   * @default the first WhatsApp channel
   */
  channelId?: string | undefined
  /**
   * Type of the chat.
   *
   * @default the usual one of the channel
   */
  chatType?: string | undefined
  /**
   * Name of the author.
   *
   * @default the first user of the account
   */
  authorName?: string | undefined
  /**
   * Id of the author.
   *
   * @default the first user of the account
   */
  authorId?: string | undefined
}

/** A chat in which an operator decides that no reply is needed. */
export interface AnsweredChat {
  /** Id of the chat. */
  chatId: string
  /**
   * Channel of the chat.
   *
   * @default the first WhatsApp channel
   */
  channelId?: string | undefined
  /**
   * Type of the chat.
   *
   * @default the usual one of the channel
   */
  chatType?: string | undefined
}

/** Acts as an operator. */
export interface Operator {
  /**
   * Sends a message to a customer and returns it as the webhook has it.
   *
   * @example
   *   emulator.simulate.operator.send({ from: 'phone', chatId, text: 'I will call you.' })
   *
   * @throws When the account has no such channel.
   */
  send(message: OperatorMessage): WebhookMessage
  /**
   * Presses "No reply needed" in a chat: its messages no longer count as unanswered. No webhook reports it. Returns
   * how many messages waited for a reply.
   *
   * @example
   *   emulator.simulate.operator.markNoReplyNeeded({ chatId })
   *
   * @throws When the account has no such channel.
   */
  markNoReplyNeeded(chat: AnsweredChat): number
}

const authorOf = rule(
  {
    id: 'operator/author',
    sentence:
      'A message that an operator sent in Wazzup or in the CRM has `authorName` and `authorId`. A message from the phone has neither. A message from Wazzup itself has `sentFromApp`.',
    docUrl: docUrls.webhooks,
    basis: 'observed in production',
  },
  (state: State, { from, ...given }: OperatorMessage): Partial<WebhookMessage> => {
    if (from === 'phone') return {}
    const [user] = state.users.values()
    const authorName = given.authorName ?? user?.name ?? 'Operator'
    const authorId = given.authorId ?? user?.id ?? 'operator'
    return { authorName, authorId, ...(from === 'wazzup' ? { sentFromApp: true } : {}) }
  },
)

/** Removes a chat from those that wait for a reply. Returns how many of its messages waited. */
const stopWaiting = rule(
  [
    {
      id: 'operator/no-reply-needed',
      sentence: 'A chat stops counting as unanswered when an operator presses "No reply needed".',
      docUrl: docUrls.unanswered,
      basis: 'documented',
      option: 'simulate.operator.markNoReplyNeeded',
    },
    {
      id: 'operator/no-reply-needed-silent',
      sentence: 'No webhook reports "No reply needed", and the next message of the customer counts again.',
      docUrl: docUrls.unanswered,
      basis: 'our assumption',
    },
  ],
  ({ waiting }: State, chat: ChannelChat): number => {
    const found = waiting.get(dialogKey(chat))
    waiting.delete(dialogKey(chat))
    return found ? (found.writtenAt ?? [found.since]).length : 0
  },
)

/** Creates {@link Simulate.operator}. */
export function createOperator(simulated: SimulatedWorld): Operator {
  const { state, clock, messageDates } = simulated.world

  return {
    send(given) {
      const channel = channelOf(simulated, given.channelId)
      const { chatId, chatType = chatTypeOf(channel) } = given
      const kept = given.file && simulated.world.files.keep(given.file)
      const { type = kept?.type ?? 'text', contentUri = kept?.contentUri } = given
      const contact = state.customers.get(chatKey({ chatType, chatId }))
      const message: WebhookMessage = {
        messageId: simulated.messageIds.uuid(),
        channelId: channel.channelId,
        chatType,
        chatId,
        ...avitoProfileOf(channel),
        dateTime: messageDates.next(channel.transport),
        type,
        isEcho: true,
        ...(contact && { contact }),
        text: given.text ?? (contentUri === undefined ? 'Hello' : undefined),
        contentUri,
        status: 'sent',
        ...authorOf(state, given),
      }
      state.messages.set(message.messageId, message)
      markAnswered(state, message)
      openDialog(state.dialogs, message).writtenToAt = clock.now()
      simulated.deliveries.announce({ messages: [message] })
      simulated.world.newCustomers.operatorWrote(message, message.authorId ?? undefined)
      return structuredClone(message)
    },
    markNoReplyNeeded({ chatId, ...given }) {
      const channel = channelOf(simulated, given.channelId)
      const { chatType = chatTypeOf(channel) } = given
      const count = stopWaiting(state, { channelId: channel.channelId, chatType, chatId })
      if (count > 0) simulated.tell({ about: 'unanswered' })
      return count
    },
  }
}

/** Functions of this file that implement rules. */
export const operatorRules = [authorOf, stopWaiting]
