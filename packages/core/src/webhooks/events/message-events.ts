import type { ChatType } from '../../api/values.ts'
import type { Open } from '../../schema/fields.ts'
import type { Author } from './author.ts'
import type { EventIdentity } from './event-identity.ts'
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
 * Fields of each event that comes from an item of `messages`. Fields that this version does not know are in `raw`.
 *
 * @see https://wazzup24.ru/help/api-ru/webhooks-2/
 */
export interface MessageFields extends EventIdentity {
  /** Wazzup's id of the message. Not always a UUID. An edit and a deletion carry the id of the message they change. */
  messageId: string
  /** Wazzup's id of the channel. */
  channelId?: string | null | undefined
  /** The messenger, and whether the chat is a group: `whatsapp`, `whatsgroup`, `telegram`. WABA is `whatsapp`. */
  chatType?: Open<ChatType> | null | undefined
  /** Id of the customer in this messenger: a phone in digits, an account name, or an opaque id. In a group, the id of the group. */
  chatId?: string | null | undefined
  /**
   * When it was sent, according to the messenger: ISO 8601 in UTC, with milliseconds. On a personal WhatsApp it is precise
   * to the minute, and its milliseconds only count messages. A time without a zone is read as UTC; undocumented, our assumption.
   */
  dateTime?: string | undefined
  /** The kind of content. A sticker of WhatsApp is an `image` with a `.was` file, a poll is a `text`. */
  type?: Open<MessageType> | null | undefined
  /** `inbound` for a message of a customer; the delivery status of an outgoing message, as in a `status` event. */
  status?: Open<MessageStatus> | null | undefined
  /** Whether it is outgoing. Observed to be missing in production, and wrong in public code, so use the `kind` of the event instead. */
  isEcho?: boolean | null | undefined
  /**
   * The text. Images, voice messages and other files have none. When the customer chooses a button, it may be the payload,
   * the text or the number of the button; see `readChoice`.
   */
  text?: string | null | undefined
  /** The address of the file; see `getFile`. It is undocumented how long it can be read. */
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
  /** The message as it was before an edit or a deletion. */
  oldInfo?: OldInfo | null | undefined
  /** The Avito account; the same for all chats of an account. */
  avitoProfileId?: string | null | undefined
  /** The message that this one quotes. Its fields are undocumented. */
  quotedMessage?: QuotedMessage | null | undefined
  /** The id of the message that this one quotes. Undocumented; read from `quotedMessage`, which may be only the id. */
  quotedMessageId?: string | undefined
  /**
   * The post under which this comment stands; `{}` if it is missing or cannot be read. A message that has it is a public comment
   * on Instagram.
   */
  instPost?: InstagramPost | null | undefined
  /** Buttons of an amoCRM Salesbot. The shape of the items is undocumented. */
  interactive?: unknown[] | null | undefined
  /** The Avito ad that the chat is about. Its fields are undocumented. */
  advert?: Record<string, unknown> | null | undefined
  /** Who wrote it, and the fields that show it. */
  author: Author
  /** Why it did not arrive. Wazzup sends delivery errors both in messages and in statuses. */
  error?: DeliveryError | undefined
}

/** A message whose chat is known. */
export interface MessageInChat extends MessageFields {
  /** Wazzup's id of the channel. */
  channelId: string
  /** The messenger. WABA is `whatsapp`. */
  chatType: Open<ChatType>
  /** Id of the customer in this messenger; in a group, the id of the group. Use it as `chatId` in `messages.send`. */
  chatId: string
}

/**
 * What a customer wrote in a private chat, or as a public comment on Instagram: never an echo, an edit, a deletion, a missed
 * call, a system message or a message of a group. A bot can safely reply to it if it has no `instPost`. How the API replies to
 * a comment is undocumented. It has no `text` when it is a file.
 */
export interface Message extends MessageInChat {
  /** Name of the event. */
  kind: 'message'
}

/**
 * A message that a member wrote in a group, or a missed call in a group; see `type`. In a Telegram group, `contact.username`
 * is the writer and `contact.name` is the group.
 */
export interface GroupMessage extends MessageInChat {
  /** Name of the event. */
  kind: 'groupMessage'
}

/** A call of a customer in a private chat that was not answered. A handler can reply with a message. */
export interface MissedCall extends MessageInChat {
  /** Name of the event. */
  kind: 'missedCall'
}

/** A message that the messenger itself wrote. Its content is undocumented. */
export interface SystemMessage extends MessageInChat {
  /** Name of the event. */
  kind: 'system'
}

/**
 * An outgoing message: sent through the API, by an operator, or from the phone. It may already have failed. Its chat may be
 * missing; observed in production on failed messages.
 */
export interface Echo extends MessageFields {
  /** Name of the event. */
  kind: 'echo'
}

/** An earlier message, incoming or outgoing, was edited. Its chat may be missing. */
export interface EditedMessage extends MessageFields {
  /** Name of the event. */
  kind: 'messageEdited'
}

/** An earlier message, incoming or outgoing, was deleted. Its chat may be missing. */
export interface DeletedMessage extends MessageFields {
  /** Name of the event. */
  kind: 'messageDeleted'
}
