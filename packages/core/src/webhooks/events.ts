import type * as v from 'valibot'
import type { ChatType, Open } from '../fields.ts'
import type { Issue } from '../issues.ts'
import type { Author } from './author.ts'
import type { DeliveryError } from './delivery-error.ts'
import type { ContactAnswer, DealAnswer } from './entity.ts'
import type {
  channelItemSchema,
  contactRequestSchema,
  dealRequestSchema,
  messageItemSchema,
  statusItemSchema,
  templateItemSchema,
} from './items.ts'

interface MessageItem extends v.InferOutput<ReturnType<typeof messageItemSchema>> {
  author: Author
}

/** A message whose chat is known. */
interface MessageInChat extends MessageItem {
  channelId: string
  chatType: Open<ChatType>
  chatId: string
}

/** What a client wrote: never an echo, an edit or a deletion. Safe to answer. */
export interface Message extends MessageInChat {
  kind: 'message'
}

/** What went out: sent through the API, by an employee, or from the phone. It may already have failed. */
export interface Echo extends MessageInChat {
  kind: 'echo'
  /** Why it did not arrive; delivery errors come in echoes as well as in statuses. */
  error?: DeliveryError
}

/** An earlier message, by whomever, was changed; `messageId` is its own. Where it belongs may be missing. */
export interface EditedMessage extends MessageItem {
  kind: 'messageEdited'
}

/** An earlier message, by whomever, was deleted; `messageId` is its own. Where it belongs may be missing. */
export interface DeletedMessage extends MessageItem {
  kind: 'messageDeleted'
}

/** How a sent message is getting on. Early, late and repeated ones happen: see `laterStatus`. */
export interface StatusUpdate extends v.InferOutput<ReturnType<typeof statusItemSchema>> {
  kind: 'status'
  /** Why it did not arrive. */
  error?: DeliveryError
}

/** A channel changed its state; `qr` is a data URL of a PNG to be scanned. */
export interface ChannelUpdate extends v.InferOutput<ReturnType<typeof channelItemSchema>> {
  kind: 'channel'
}

/** A WABA template passed moderation, or did not. */
export interface TemplateUpdate extends v.InferOutput<ReturnType<typeof templateItemSchema>> {
  kind: 'template'
}

/** Wazzup asks your CRM to create a contact, and takes the created one for an answer, within 30 seconds. */
export interface ContactRequest extends v.InferOutput<ReturnType<typeof contactRequestSchema>> {
  kind: 'createContact'
}

/** Wazzup asks your CRM to create a deal, after its contact, and takes the created one for an answer, within 30 seconds. */
export interface DealRequest extends v.InferOutput<ReturnType<typeof dealRequestSchema>> {
  kind: 'createDeal'
}

/** What this version does not know or could not read. Nothing of it is lost: it is in `value`. */
export interface UnknownEvent {
  kind: 'unknown'
  /** The key of the delivery under which it came. */
  key: string
  value: unknown
  /** Why it was not read; empty for a key that is not known. */
  issues: readonly Issue[]
}

/** Every event by its kind. */
export interface Events {
  message: Message
  echo: Echo
  messageEdited: EditedMessage
  messageDeleted: DeletedMessage
  status: StatusUpdate
  channel: ChannelUpdate
  template: TemplateUpdate
  createContact: ContactRequest
  createDeal: DealRequest
  unknown: UnknownEvent
}

/** Name of an event. */
export type EventKind = keyof Events

/** Events that are questions: what their handler returns is the answer to Wazzup. */
export interface Answers {
  createContact: ContactAnswer
  createDeal: DealAnswer
}

/** All kinds. */
export const eventKinds = [
  'message',
  'echo',
  'messageEdited',
  'messageDeleted',
  'status',
  'channel',
  'template',
  'createContact',
  'createDeal',
  'unknown',
] as const satisfies readonly EventKind[]
