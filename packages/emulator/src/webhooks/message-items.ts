// The items of `messages` and `statuses`. Documented, unless noted otherwise: https://wazzup24.ru/help/api-ru/webhooks-2/

/** Types of messages; only the newest documentation has `system`. */
export type MessageType =
  | 'text'
  | 'image'
  | 'audio'
  | 'video'
  | 'document'
  | 'vcard'
  | 'geo'
  | 'wapi_template'
  | 'unsupported'
  | 'missing_call'
  | 'unknown'
  | 'system'

/** Status of an outgoing message. */
export type OutgoingStatus = 'sent' | 'delivered' | 'read' | 'error'

/** Why a message failed. */
export interface WebhookError {
  /** Error code, for example `BAD_CONTACT`. */
  error: string
  /** Description of the error. */
  description: string
  /** Details of the error, whose form depends on the code. Documented for `statuses` only. */
  data?: unknown
}

/**
 * The customer. In a Telegram group, `name` is the name of the group and `username` the customer who writes, as observed
 * in production.
 */
export interface WebhookContact {
  /** Name of the customer. */
  name?: string | null | undefined
  /** Link to the picture of the customer, if it is known. */
  avatarUri?: string | null | undefined
  /** User name without `@`. Telegram only. */
  username?: string | null | undefined
  /**
   * Phone number: digits with the country code. Documented for Telegram and MAX; on WhatsApp it was observed in
   * production.
   */
  phone?: string | null | undefined
}

/** The post of an Instagram comment. The types of most fields are undocumented, so they are `unknown`. */
export interface InstagramPost {
  /** Id of the post. */
  id?: unknown
  /** Address of the picture or the video. */
  src?: unknown
  /** SHA-1 of the picture or the video. */
  sha1?: unknown
  /** Number of likes. */
  likes?: unknown
  /** The account that posted it. */
  author?: unknown
  /** Number of comments. */
  comments?: unknown
  /** When it was posted, in milliseconds since 1970. */
  timestamp?: number | undefined
  /** When it was changed, in milliseconds since 1970. */
  updatedAt?: number | undefined
  /** Name of the author. */
  authorName?: unknown
  /** Id of the author. */
  authorId?: unknown
  /** The text of the post. */
  description?: unknown
  /** SHA-1 of the preview. */
  previewSha1?: unknown
  /** Address of the picture. */
  imageSrc?: unknown
  /** Address of the preview. */
  previewSrc?: unknown
}

/** The documented fields of an Instagram post. Only the types of the two times are documented. */
export const instagramPostFields = [
  'id',
  'src',
  'sha1',
  'likes',
  'author',
  'comments',
  'timestamp',
  'updatedAt',
  'authorName',
  'authorId',
  'description',
  'previewSha1',
  'imageSrc',
  'previewSrc',
] as const satisfies readonly (keyof InstagramPost)[]

/** One item of `messages`. Any optional field may be null, as observed in production. */
export interface WebhookMessage {
  /** UUID of the message. An edit and a deletion have the id of the changed message. */
  messageId: string
  /** UUID of the channel. */
  channelId: string
  /** The messenger, for example `whatsapp`, `telegram` or `telegroup`. */
  chatType: string
  /** Id of the chat in this messenger. A group has an id of its own. */
  chatId: string
  /** The Avito account; the same for all chats of an account. */
  avitoProfileId?: string | null | undefined
  /** When the messenger sent the message: ISO 8601 in UTC, for example `2025-05-06T14:16:00.002Z`. */
  dateTime: string
  /** Kind of content. A sticker of WhatsApp is an `image` with a `.was` file, a poll a `text`. */
  type: MessageType
  /** False for a message of the customer, true for any other. */
  isEcho: boolean
  /** The customer, also in an echo. Absent when nothing is known about them. */
  contact?: WebhookContact | null | undefined
  /** Text of the message. */
  text?: string | null | undefined
  /** Link to the file of the message. */
  contentUri?: string | null | undefined
  /** `inbound` for a message of the customer. */
  status: OutgoingStatus | 'inbound'
  /** Why the message failed; only with the status `error`. */
  error?: WebhookError | null | undefined
  /** Name of the operator who sent it; only in an echo. */
  authorName?: string | null | undefined
  /** Id of the operator who sent it; only in an echo. */
  authorId?: string | null | undefined
  /** The post of an Instagram comment. */
  instPost?: InstagramPost | null | undefined
  /** Buttons of a Salesbot; the shape of its items is not documented. */
  interactive?: readonly unknown[] | null | undefined
  /** The quoted message; its fields are undocumented. */
  quotedMessage?: object | null | undefined
  /** Whether an operator sent it in Wazzup's own chat. */
  sentFromApp?: boolean | null | undefined
  /** Whether it is an edit of an earlier message. */
  isEdited?: boolean | null | undefined
  /** Whether it is the deletion of an earlier message. */
  isDeleted?: boolean | null | undefined
  /** The message as it was before an edit or a deletion. */
  oldInfo?: OldInfo | null | undefined
  /** The Avito ad; its fields are not documented. */
  advert?: object | null | undefined
}

/** A message as it was before an edit or a deletion. */
export interface OldInfo {
  /** Text before the change. */
  oldText?: string | null | undefined
  /** Id of the author before the change. */
  oldAuthorId?: string | null | undefined
  /** Name of the author before the change. */
  oldAuthorName?: string | null | undefined
}

/** One item of `statuses`. */
export interface WebhookStatus {
  /** UUID of the message. */
  messageId: string
  /** When the status was reported: ISO 8601 in UTC. */
  timestamp: string
  /** The new status. `edited` reports an edit in the messenger itself. */
  status: OutgoingStatus | 'edited'
  /** Why the message failed; only with the status `error`. */
  error?: WebhookError | undefined
}
