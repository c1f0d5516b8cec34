import { docUrls } from '@wazzup-kit/core/schemas'
import { rule } from '../rules/rule.ts'
import type { EmulatedChannel, EmulatedSubscription } from '../account/entities.ts'

// The bodies of webhooks. Documented, unless noted otherwise: https://wazzup24.ru/help/api-ru/webhooks-2/

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

/** Why a message failed. `data` is documented for statuses only. */
export interface WebhookError {
  error: string
  description: string
  data?: unknown
}

/** The customer. `phone` is documented for Telegram and MAX; on WhatsApp it was observed in production. */
export interface WebhookContact {
  name?: string | null | undefined
  avatarUri?: string | null | undefined
  username?: string | null | undefined
  phone?: string | null | undefined
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
] as const

/** The post of an Instagram comment. */
export type InstagramPost = { [Field in (typeof instagramPostFields)[number]]?: unknown } & {
  /** Milliseconds since 1970. */
  timestamp?: number | undefined
  /** Milliseconds since 1970. */
  updatedAt?: number | undefined
}

/** One item of `messages`. Any optional field may be null, as observed in production. */
export interface WebhookMessage {
  messageId: string
  channelId: string
  chatType: string
  chatId: string
  /** Constant for one Avito account. */
  avitoProfileId?: string | null | undefined
  /** ISO 8601. */
  dateTime: string
  type: MessageType
  /** False for a message of the customer, true for any other. */
  isEcho: boolean
  contact?: WebhookContact | null | undefined
  text?: string | null | undefined
  contentUri?: string | null | undefined
  status: OutgoingStatus | 'inbound'
  error?: WebhookError | null | undefined
  authorName?: string | null | undefined
  authorId?: string | null | undefined
  /** The post of an Instagram comment. */
  instPost?: InstagramPost | null | undefined
  /** Buttons of a Salesbot; the shape of its items is not documented. */
  interactive?: readonly unknown[] | null | undefined
  /** The quoted message; its fields are undocumented. */
  quotedMessage?: object | null | undefined
  sentFromApp?: boolean | null | undefined
  isEdited?: boolean | null | undefined
  isDeleted?: boolean | null | undefined
  oldInfo?:
    | {
        oldText?: string | null | undefined
        oldAuthorId?: string | null | undefined
        oldAuthorName?: string | null | undefined
      }
    | null
    | undefined
  /** The Avito ad; its fields are not documented. */
  advert?: object | null | undefined
}

/** One item of `statuses`. `edited` reports an edit in the messenger itself. */
export interface WebhookStatus {
  messageId: string
  /** ISO 8601. */
  timestamp: string
  status: OutgoingStatus | 'edited'
  error?: WebhookError | undefined
}

/** One item of `channelsUpdates`. */
export interface ChannelUpdate {
  channelId: string
  state: EmulatedChannel['state']
  /**
   * Maximum number of conversations that a WABA channel may begin in a day: `TIER_0`, `TIER_1K`, `TIER_10K`,
   * `TIER_100K`, `TIER_UNLIMITED`.
   */
  tier?: string | undefined
  /** A PNG as a data URL, with state `qr` only. */
  qr?: string | undefined
  /** Milliseconds since 1970. */
  timestamp: number
}

/** `templateStatus`: a single object. */
export interface TemplateUpdate {
  templateGuid: string
  name: string
  status: string
}

/** Whether Wazzup asks automatically (`auto`), or because an operator pressed "+" (`byUser`). */
export type QuestionSource = 'auto' | 'byUser'

/** `createContact`: the response must be the created contact. */
export interface ContactQuestion {
  responsibleUserId: string
  name: string
  contactData: { chatType: string; chatId: string }[]
  source: QuestionSource
}

/** `createDeal`: the response must be the created deal. */
export interface DealQuestion {
  responsibleUserId: string
  /** Ids of contacts. */
  contacts: string[]
  source: QuestionSource
}

/** Body of one delivery: `messages` and `statuses` may occur together, all other keys occur alone. */
export interface WebhookBody {
  messages?: WebhookMessage[] | undefined
  statuses?: WebhookStatus[] | undefined
  channelsUpdates?: ChannelUpdate[] | undefined
  templateStatus?: TemplateUpdate | undefined
  createContact?: ContactQuestion | undefined
  createDeal?: DealQuestion | undefined
}

/** A key of a body. */
export type WebhookKind = keyof WebhookBody

/** Flag of a subscription for each kind of webhook. */
export const flagOfKind: Readonly<Record<WebhookKind, keyof EmulatedSubscription['subscriptions']>> = {
  messages: 'messagesAndStatuses',
  statuses: 'messagesAndStatuses',
  channelsUpdates: 'channelsUpdates',
  templateStatus: 'templateStatus',
  createContact: 'contactsAndDealsCreation',
  createDeal: 'contactsAndDealsCreation',
}

/** Returns whether messages and statuses can be added to a body. */
export const mayShare = rule(
  [
    {
      id: 'delivery/shared',
      sentence: '`messages` and `statuses` may share a body. `createContact` and `createDeal` occur alone.',
      docUrl: docUrls.webhooks,
      basis: 'documented',
      option: "faults.deliveries.next('mixed')",
    },
    {
      id: 'delivery/alone',
      sentence: '`channelsUpdates` and `templateStatus` also occur alone.',
      docUrl: docUrls.webhooks,
      basis: 'our assumption',
      option: "faults.deliveries.next('mixed')",
    },
  ],
  (body: WebhookBody): boolean => body.messages !== undefined || body.statuses !== undefined,
)

/** Functions of this file that implement rules. */
export const bodyRules = [mayShare]
