import { dialogKey, type ChannelChat } from './dialogs.ts'
import type { EmulatedChannel } from './entities.ts'
import type { State } from './state.ts'
import type { WebhookMessage } from '../webhooks/bodies.ts'

/** What names a chat. */
export interface Chat {
  chatType: string
  chatId: string
}

/** The key of a chat in `state.clients`. */
export function chatKey({ chatType, chatId }: Chat): string {
  return `${chatType}/${chatId}`
}

/** The contact that the CRM uploaded for a chat. */
export function crmContactOf(state: State, { chatType, chatId }: Chat) {
  return [...state.contacts.values()].find(({ contactData }) =>
    contactData.some((chat) => chat.chatType === chatType && chat.chatId === chatId),
  )
}

/** An outgoing message resets the counter: https://wazzup24.com/help/api-en/unanswered-counter/ */
export function markAnswered({ waiting }: State, chat: ChannelChat): void {
  waiting.delete(dialogKey(chat))
}

/** On Avito every message names the account, which all of its chats share. */
export function avitoProfileOf({ transport, plainId }: EmulatedChannel): Pick<WebhookMessage, 'avitoProfileId'> {
  return transport === 'avito' ? { avitoProfileId: plainId } : {}
}

/** The quote of a message; its fields are known from somebody's code only. */
export function quoteOf(state: State, messageId: string): Pick<WebhookMessage, 'quotedMessage'> {
  const quoted = state.messages.get(messageId)
  if (!quoted) return { quotedMessage: { messageId } }
  const { channelId, chatType, chatId, type, text, contentUri, authorName, authorId } = quoted
  return { quotedMessage: { messageId, channelId, chatType, chatId, type, text, contentUri, authorName, authorId } }
}

/**
 * Changes a message and gets the item that tells of it: the same `messageId`, with what was there before. That the date
 * stays is our judgement.
 */
export function editMessage(
  state: State,
  message: WebhookMessage,
  change: Partial<Pick<WebhookMessage, 'type' | 'text' | 'contentUri' | 'authorName' | 'authorId'>>,
): WebhookMessage {
  const now = { ...message, ...change }
  state.messages.set(message.messageId, now)
  return { ...now, isEdited: true, oldInfo: oldInfoOf(message) }
}

/** What a message said before it was edited or deleted. */
function oldInfoOf({ text, authorId, authorName }: WebhookMessage): NonNullable<WebhookMessage['oldInfo']> {
  return { oldText: text, oldAuthorId: authorId, oldAuthorName: authorName }
}

/** Deletes a message and gets the item that tells of it. */
export function deleteMessage(state: State, message: WebhookMessage): WebhookMessage {
  const now = { ...message, isDeleted: true }
  state.messages.set(message.messageId, now)
  return { ...now, oldInfo: oldInfoOf(message) }
}
