import type { Open } from '../../schema/fields.ts'
import type { messageStatuses, messageTypes } from '../items/items.ts'

/** Kind of content, as Wazzup names it in `type`. */
export type MessageType = (typeof messageTypes)[number]

/** Status of a message. `inbound` is a message of a customer; `edited` comes in `status` events only. */
export type MessageStatus = (typeof messageStatuses)[number]

/** The person on the other side of a chat. */
export interface MessageContact {
  /** Name in the messenger. In a Telegram group it is the name of the group. */
  name?: string | null | undefined
  /** Address of the picture. */
  avatarUri?: string | null | undefined
  /** Account name without `@`, Telegram. In a Telegram group, the account of the writer; observed in production. */
  username?: string | null | undefined
  /** Phone in digits. Documented for Telegram and MAX; observed on WhatsApp too. */
  phone?: string | null | undefined
  /** Id in the messenger. Undocumented; observed in production. */
  messengerChatId?: string | null | undefined
}

/** A message as it was before an edit or a deletion. */
export interface OldInfo {
  /** The text before the change. */
  oldText?: string | null | undefined
  /** Your id of the employee who had written it. */
  oldAuthorId?: string | null | undefined
  /** Name of the employee who had written it. */
  oldAuthorName?: string | null | undefined
}

/** A message that another message quotes. All fields are undocumented; public code reads these. */
export interface QuotedMessage {
  /** Wazzup's id of the message. */
  messageId?: string | null | undefined
  /** Another name for the id. */
  id?: string | null | undefined
  /** The kind of content. */
  type?: Open<MessageType> | null | undefined
  /** The text. */
  text?: string | null | undefined
  /** The address of the file. */
  contentUri?: string | null | undefined
  /** Name of the employee who wrote it. */
  authorName?: string | null | undefined
  /** Your id of the employee who wrote it. */
  authorId?: string | null | undefined
}

/** A post on Instagram. The names of the fields are documented, but of their types only those of the two times. */
export interface InstagramPost {
  /** Id of the post. */
  id?: string | null | undefined
  /** Address of the picture or the video. */
  src?: string | null | undefined
  /** SHA-1 of the picture or the video. */
  sha1?: string | null | undefined
  /** Number of likes. */
  likes?: number | null | undefined
  /** The account that posted it. */
  author?: string | null | undefined
  /** Number of comments. */
  comments?: number | null | undefined
  /** When it was posted: ISO 8601 in UTC. Wazzup sends milliseconds. */
  timestamp?: string | undefined
  /** When it was changed: ISO 8601 in UTC. Wazzup sends milliseconds. */
  updatedAt?: string | undefined
  /** Name of the author. */
  authorName?: string | null | undefined
  /** Id of the author. */
  authorId?: string | null | undefined
  /** The text of the post. */
  description?: string | null | undefined
  /** SHA-1 of the preview. */
  previewSha1?: string | null | undefined
  /** Address of the picture. */
  imageSrc?: string | null | undefined
  /** Address of the preview. */
  previewSrc?: string | null | undefined
}
