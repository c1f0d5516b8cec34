import { dialogKey, type ChannelChat } from './dialogs.ts'
import type { EmulatedChannel } from './entities/entities.ts'
import { docUrls } from '@wazzup-kit/core/schemas'
import { rule } from '../rules/rule.ts'
import type { State } from './state.ts'
import type { WebhookMessage } from '../webhooks/message-items.ts'

const { webhooks } = docUrls

/** Type and id of a chat. */
export interface Chat {
  chatType: string
  chatId: string
}

/** Returns the key of a chat in `state.customers`. */
export function chatKey({ chatType, chatId }: Chat): string {
  return `${chatType}/${chatId}`
}

/** Returns whether a chat is a group: `whatsgroup`, `telegroup` or `maxgroup`. */
export function isGroup(chatType: string): boolean {
  return chatType.endsWith('group')
}

/** Returns the contact that the CRM uploaded for a chat. */
export function crmContactOf(state: State, { chatType, chatId }: Chat) {
  return [...state.contacts.values()].find(({ contactData }) =>
    contactData.some((chat) => chat.chatType === chatType && chat.chatId === chatId),
  )
}

/** An outgoing message resets the counter: https://wazzup24.com/help/api-en/unanswered-counter/ */
export function markAnswered({ waiting }: State, chat: ChannelChat): void {
  waiting.delete(dialogKey(chat))
}

/** Returns the field of Avito messages that names the account. */
export const avitoProfileOf = rule(
  {
    id: 'customer/avito',
    sentence: 'On Avito `avitoProfileId` is the same for the whole account, also in echoes. Each chat has its own id.',
    docUrl: webhooks,
    basis: 'documented',
  },
  ({ transport, plainId }: EmulatedChannel): Pick<WebhookMessage, 'avitoProfileId'> =>
    transport === 'avito' ? { avitoProfileId: plainId } : {},
)

/** Returns the quote of a message. */
export const quoteOf = rule(
  {
    id: 'customer/quote',
    sentence: '`quotedMessage` contains the quoted message. Its fields are undocumented.',
    docUrl: webhooks,
    basis: 'found in public code',
  },
  (state: State, messageId: string): Pick<WebhookMessage, 'quotedMessage'> => {
    const quoted = state.messages.get(messageId)
    if (!quoted) return { quotedMessage: { messageId } }
    const { channelId, chatType, chatId, type, text, contentUri, authorName, authorId } = quoted
    return { quotedMessage: { messageId, channelId, chatType, chatId, type, text, contentUri, authorName, authorId } }
  },
)

/** Returns the content of a message before it was edited or deleted. */
const oldInfoOf = rule(
  {
    id: 'echo/edited',
    sentence:
      'An edit is reported as a message with `isEdited`, a deletion as one with `isDeleted`. Both have `oldInfo`: the text and the author before the change.',
    docUrl: webhooks,
    basis: 'documented',
  },
  ({ text, authorId, authorName }: WebhookMessage): NonNullable<WebhookMessage['oldInfo']> => ({
    oldText: text,
    oldAuthorId: authorId,
    oldAuthorName: authorName,
  }),
)

/** Changes a message, and returns the item that reports it. */
export const editMessage = rule(
  {
    id: 'echo/same-id',
    sentence: 'The webhooks of an edit and of a deletion have the `messageId` of the changed message.',
    docUrl: webhooks,
    basis: 'observed in production',
  },
  (
    state: State,
    message: WebhookMessage,
    change: Partial<Pick<WebhookMessage, 'type' | 'text' | 'contentUri' | 'authorName' | 'authorId'>>,
  ): WebhookMessage => {
    const now = { ...message, ...change }
    state.messages.set(message.messageId, now)
    return { ...now, isEdited: true, oldInfo: oldInfoOf(message) }
  },
)

/** Deletes a message, and returns the item that reports it. */
export const deleteMessage = rule(
  {
    id: 'echo/own-changes',
    sentence:
      'Webhooks of edits and deletions through the API also have that `messageId`. The date remains that of the message, and a deletion repeats the text beside its `oldInfo`.',
    docUrl: webhooks,
    basis: 'our assumption',
  },
  (state: State, message: WebhookMessage): WebhookMessage => {
    const now = { ...message, isDeleted: true }
    state.messages.set(message.messageId, now)
    return { ...now, oldInfo: oldInfoOf(message) }
  },
)

/** Functions of this file that implement rules. */
export const chatRules = [oldInfoOf, editMessage, deleteMessage, quoteOf, avitoProfileOf]
