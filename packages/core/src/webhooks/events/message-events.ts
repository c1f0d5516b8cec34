import type { ChatType } from '../../api/values.ts'
import type { Open } from '../../schema/fields.ts'
import type { Author } from './author.ts'
import type { DeliveryError } from './delivery-error.ts'
import type {
  InstagramPost,
  MessageContact,
  MessageStatus,
  MessageType,
  OldInfo,
  QuotedMessage,
} from './message-parts.ts'

/**
 * What every event made of an item of `messages` holds. Fields that this version does not know are in `raw`.
 *
 * @see https://wazzup24.ru/help/api-ru/webhooks-2/
 */
export interface MessageFields {
  /** Wazzup's id of the message. Not always a UUID. An edit and a deletion carry the id of the message they change. */
  messageId: string
  /** Wazzup's id of the channel. */
  channelId?: string | null | undefined
  /** The messenger, and whether the chat is a group: `whatsapp`, `whatsgroup`, `telegram`. WABA is `whatsapp`. */
  chatType?: Open<ChatType> | null | undefined
  /** The other side in this messenger: a phone in digits, an account name, or an id without meaning. In a group: the group. */
  chatId?: string | null | undefined
  /**
   * When the messenger says it was sent: ISO 8601 in UTC, with milliseconds. A personal WhatsApp is precise to the
   * minute, its milliseconds count messages. A time without a zone is read as UTC; undocumented, our assumption.
   */
  dateTime?: string | undefined
  /** The kind of content. A sticker of WhatsApp is an `image` with a `.was` file, a poll is a `text`. */
  type?: Open<MessageType> | null | undefined
  /** `inbound` for what a customer wrote; how far it has come for what went out. */
  status?: Open<MessageStatus> | null | undefined
  /** Whether it went out. It was observed to be wrong and to be missing: the `kind` of the event rests on more. */
  isEcho?: boolean | null | undefined
  /** The text. Images, voice messages and other files have none. The answer to a button may be its payload, its text or its number: see `readChoice`. */
  text?: string | null | undefined
  /** The address of the file; see `getFile`. How long it can be read is undocumented. */
  contentUri?: string | null | undefined
  /** The person on the other side. */
  contact?: MessageContact | null | undefined
  /** Name of the employee who wrote an outgoing message; `Admin` for the API. */
  authorName?: string | null | undefined
  /** Your id of the employee who wrote an outgoing message. */
  authorId?: string | null | undefined
  /** Whether it was written in Wazzup's own chat. */
  sentFromApp?: boolean | null | undefined
  /** Whether it is an edit of an earlier message. */
  isEdited?: boolean | null | undefined
  /** Whether it is the deletion of an earlier message. */
  isDeleted?: boolean | null | undefined
  /** The message as it stood before an edit or a deletion. */
  oldInfo?: OldInfo | null | undefined
  /** The Avito account; the same for all chats of an account. */
  avitoProfileId?: string | null | undefined
  /** The message that this one answers. Its fields are undocumented. */
  quotedMessage?: QuotedMessage | null | undefined
  /** The id of the message that this one answers. Undocumented; read from `quotedMessage`, which may be the id alone. */
  quotedMessageId?: string | undefined
  /** The post under which this comment stands. A message that has it is a comment on Instagram, visible to everybody. */
  instPost?: InstagramPost | null | undefined
  /** Buttons of an amoCRM Salesbot. The shape of the items is undocumented. */
  interactive?: unknown[] | null | undefined
  /** The Avito ad that the chat is about. Its fields are undocumented. */
  advert?: Record<string, unknown> | null | undefined
  /** Who wrote it, and the fields that this rests on. */
  author: Author
  /** Why it did not arrive. Delivery errors come in messages as well as in statuses. */
  error?: DeliveryError | undefined
}

/** A message whose chat is known. */
export interface MessageInChat extends MessageFields {
  channelId: string
  chatType: Open<ChatType>
  chatId: string
}

/**
 * What a customer wrote in a private chat: never an echo, an edit, a deletion, a missed call, a line of the messenger or
 * a message of a group. Safe to answer. It has no `text` when it is a file.
 */
export interface Message extends MessageInChat {
  kind: 'message'
}

/** What somebody wrote in a group, or a call there that nobody took: see `type`. The writer of a Telegram group is `contact.username`, and `contact.name` is the group. */
export interface GroupMessage extends MessageInChat {
  kind: 'groupMessage'
}

/** A customer called in a private chat and nobody took the call. It can be answered by a message. */
export interface MissedCall extends MessageInChat {
  kind: 'missedCall'
}

/** A line of the messenger itself, such as "messages are encrypted". Nobody wrote it. */
export interface SystemMessage extends MessageInChat {
  kind: 'system'
}

/**
 * What went out: sent through the API, by an employee, or from the phone. It may already have failed. Its chat may be
 * missing, which was observed on failed messages.
 */
export interface Echo extends MessageFields {
  kind: 'echo'
}

/** An earlier message, of a customer or of yours, was changed. Its chat may be missing. */
export interface EditedMessage extends MessageFields {
  kind: 'messageEdited'
}

/** An earlier message, of a customer or of yours, was deleted. Its chat may be missing. */
export interface DeletedMessage extends MessageFields {
  kind: 'messageDeleted'
}
