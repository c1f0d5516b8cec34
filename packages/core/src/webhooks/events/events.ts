import type { ChannelState, ChatType, templateStatuses } from '../../api/values.ts'
import type { Open } from '../../schema/fields.ts'
import type { Issue } from '../../schema/issues.ts'
import type { DeliveryError } from './delivery-error.ts'
import type { ContactResponse, DealResponse } from '../handle/question-responses.ts'
import type { SentStatus } from './later-status.ts'
import type { EventIdentity } from './event-identity.ts'
import type { channelTiers } from '../items/items.ts'
import type {
  DeletedMessage,
  Echo,
  EditedMessage,
  GroupMessage,
  Message,
  MissedCall,
  SystemMessage,
} from './message-events.ts'
import type { MessageStatus } from './message-parts.ts'

// The types omit fields that this version does not know, so that a misspelt name does not compile. `raw` has them.

/** The status of a sent message changed. Statuses may arrive early, late or twice; see `pickLaterStatus`. */
export interface StatusUpdate extends EventIdentity {
  /** Name of the event. */
  kind: 'status'
  /** Wazzup's id of the message, as the send returned it. */
  messageId: string
  /**
   * `edited` when it was changed in the messenger itself. Telegram never sends `delivered`. `error` also when Wazzup sent an
   * error without a status, or beside another status than `delivered` and `read`.
   */
  status?: Open<MessageStatus> | null | undefined
  /** When it happened: ISO 8601 in UTC, with milliseconds. */
  timestamp?: string | undefined
  /** Why it did not arrive. */
  error?: DeliveryError | undefined
  /** The highest status that is known of the message: sent, delivered, read; `error` ends. It never goes back. Only with a store. */
  latest?: SentStatus | undefined
}

/** The state of a channel changed. */
export interface ChannelUpdate extends EventIdentity {
  /** Name of the event. */
  kind: 'channel'
  /** Wazzup's id of the channel. */
  channelId: string
  /** State of the channel. Only an `active` channel can send. */
  state?: Open<ChannelState> | null | undefined
  /** When it happened: ISO 8601 in UTC, with milliseconds. */
  timestamp?: string | undefined
  /** Tier of a WABA channel: the number of conversations that you can start per day. */
  tier?: Open<(typeof channelTiers)[number]> | null | undefined
  /** QR code to scan with the phone: a PNG as a data URL. Only in the state `qr`. */
  qr?: string | null | undefined
}

/** Moderation approved or rejected a WABA template. */
export interface TemplateUpdate extends EventIdentity {
  /** Name of the event. */
  kind: 'template'
  /** Wazzup's id of the template: `templateId` of a send. */
  templateGuid: string
  /** Name of the template at Meta. */
  name?: string | null | undefined
  /** Only an `APPROVED` template can be sent. */
  status?: Open<(typeof templateStatuses)[number]> | null | undefined
}

/** One chat of the contact that Wazzup asks for. */
export interface RequestedChat {
  /** The messenger. */
  chatType: Open<ChatType>
  /** The contact in this messenger, as in `chatId` of a message. */
  chatId: string
}

/** Wazzup asks your CRM to create a contact. The handler returns the contact, which is the response. Wazzup waits for 30 seconds. */
export interface ContactRequest extends EventIdentity {
  /** Name of the event. */
  kind: 'createContact'
  /** Your id of the employee who gets the contact. */
  responsibleUserId?: string | null | undefined
  /** Name in the messenger. */
  name?: string | null | undefined
  /** The chats of the contact. The handler can return them as they are. `getUnreadable` returns those that could not be read. */
  contactData: RequestedChat[]
  /** `byUser` when an employee pressed a button. */
  source?: Open<'auto' | 'byUser'> | null | undefined
}

/** Wazzup asks your CRM to create a deal, after its contact. The handler returns the deal, which is the response. Wazzup waits for 30 seconds. */
export interface DealRequest extends EventIdentity {
  /** Name of the event. */
  kind: 'createDeal'
  /** Your id of the employee who gets the deal. */
  responsibleUserId?: string | null | undefined
  /** Your ids of the contacts of the deal. `getUnreadable` returns those that could not be read. */
  contacts: string[]
  /** `byUser` when an employee pressed a button. */
  source?: Open<'auto' | 'byUser'> | null | undefined
}

/** An item that this version does not know or could not read. `value` has the whole item. */
export interface UnrecognizedEvent extends EventIdentity {
  /** Name of the event. */
  kind: 'unrecognized'
  /** The key of the delivery under which it came. */
  key: string
  /** The item as Wazzup sent it. */
  value: unknown
  /** Why it could not be read; empty for a key that this version does not know. */
  issues: readonly Issue[]
}

/** Every event by its kind. */
export interface Events {
  /** A customer wrote in a private chat, or a public comment on Instagram: that has `instPost`, and a bot should leave it out. */
  message: Message
  /** A member of a group wrote, or called. */
  groupMessage: GroupMessage
  /** A call of a customer was not answered. */
  missedCall: MissedCall
  /** The messenger itself wrote. */
  system: SystemMessage
  /** A message was sent through the API, by an operator, or from the phone. */
  echo: Echo
  /** An earlier message was edited. */
  messageEdited: EditedMessage
  /** An earlier message was deleted. */
  messageDeleted: DeletedMessage
  /** The status of a sent message changed. */
  status: StatusUpdate
  /** The state of a channel changed. */
  channel: ChannelUpdate
  /** Moderation approved or rejected a WABA template. */
  template: TemplateUpdate
  /** Wazzup asks your CRM to create a contact. The handler returns it. */
  createContact: ContactRequest
  /** Wazzup asks your CRM to create a deal. The handler returns it. */
  createDeal: DealRequest
  /** An item that this version does not know or could not read. */
  unrecognized: UnrecognizedEvent
}

/** Name of an event. */
export type EventKind = keyof Events

/** Events to which a handler can reply in their chat: their handlers get `reply`. */
export type ReplyableKind = 'message' | 'missedCall'

/** The same, at run time. */
export const replyableKinds: ReadonlySet<EventKind> = new Set<ReplyableKind>(['message', 'missedCall'])

/** Kinds of events that do not show the direction of their message. Their chat may be missing. */
export const directionlessKinds: ReadonlySet<EventKind> = new Set(['echo', 'messageEdited', 'messageDeleted'])

/** Events that are questions. The return value of their handler is the response to Wazzup. */
export interface QuestionResponses {
  /** The contact that the handler created. */
  createContact: ContactResponse
  /** The deal that the handler created. */
  createDeal: DealResponse
}

/** The names of all events. */
export const eventKinds = [
  'message',
  'groupMessage',
  'missedCall',
  'system',
  'echo',
  'messageEdited',
  'messageDeleted',
  'status',
  'channel',
  'template',
  'createContact',
  'createDeal',
  'unrecognized',
] as const satisfies readonly EventKind[]
