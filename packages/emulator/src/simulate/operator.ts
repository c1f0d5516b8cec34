import { avitoProfileOf, chatKey, markAnswered } from '../account/chats.ts'
import { openDialog } from '../account/dialogs.ts'
import type { MessageType, WebhookMessage } from '../webhooks/bodies.ts'
import { channelOf, chatTypeOf, type SimulatedWorld } from './simulated-world.ts'

/** What an operator writes past the API. */
export interface OperatorMessage {
  /**
   * Where it was typed, which shows in who is named, as seen live: `wazzup` names the author and says `sentFromApp`,
   * `crm` names the author, `phone` names nobody.
   */
  from: 'wazzup' | 'crm' | 'phone'
  chatId: string
  /** `Hello` unless told otherwise, or unless there is a file. */
  text?: string | undefined
  contentUri?: string | undefined
  /** `text` unless told otherwise. */
  type?: MessageType | undefined
  /** The WhatsApp channel unless told otherwise. */
  channelId?: string | undefined
  /** What suits the channel unless told otherwise. */
  chatType?: string | undefined
  /** Name and id of the author; the first user of the account unless told otherwise. */
  authorName?: string | undefined
  authorId?: string | undefined
}

/** What operators do. */
export interface Operator {
  /** Writes to a customer. Gets the message as it is announced. Throws when the account has no such channel. */
  send(message: OperatorMessage): WebhookMessage
}

/** Builds the operators' part of the outside world. */
export function createOperator(simulated: SimulatedWorld): Operator {
  const { state, clock, messageDates } = simulated.world

  function authorOf({ from, ...given }: OperatorMessage): Partial<WebhookMessage> {
    if (from === 'phone') return {}
    const [user] = state.users.values()
    const authorName = given.authorName ?? user?.name ?? 'Operator'
    const authorId = given.authorId ?? user?.id ?? 'operator'
    return { authorName, authorId, ...(from === 'wazzup' ? { sentFromApp: true } : {}) }
  }

  return {
    send(given) {
      const channel = channelOf(simulated, given.channelId)
      const { chatId, chatType = chatTypeOf(channel), type = 'text', contentUri } = given
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
        ...authorOf(given),
      }
      state.messages.set(message.messageId, message)
      markAnswered(state, message)
      openDialog(state.dialogs, message).writtenToAt = clock.now()
      simulated.deliveries.announce({ messages: [message] })
      simulated.world.newCustomers.operatorWrote(message, message.authorId ?? undefined)
      return structuredClone(message)
    },
  }
}
