/**
 * The exports for receiving webhooks, shared by the entries `index.ts` and `webhooks.ts`. If `index.ts` imported `webhooks.ts`,
 * the build would need an additional file.
 */
export { createWebhooks } from './create-webhooks.ts'
export { createErrorLog, type FailedRun, type OnError, type StoreFailure } from './handle/error-log.ts'
export type { RejectedDelivery } from './receive/reject.ts'
export type { ContactResponse, DealResponse } from './handle/question-responses.ts'
export { createReceiver } from './create-receiver.ts'
export type { ReceiverOptions, Webhooks } from './receiver-types.ts'
export type { InboxCaps, Takeover } from '../store/inbox/inbox-parts.ts'
export type { Chat } from '../store/handling/pauses.ts'
export type { EntryState, Reply } from '../store/outbox/entry-state.ts'
export type { Delivery } from './receive/delivery.ts'
export type { Background, InboundRequest, InboundTarget, RunHandlers, WaitUntil } from '../inbound/target.ts'
export { readRunOptions, type RunOptions } from '../inbound/read-run-options.ts'
export type { WebhookResponse } from '../inbound/webhook-response.ts'
export type { HeadersLike } from '../inbound/read-header.ts'
export type { Secret } from './receive/authorize.ts'
export type { Limits } from '../inbound/limits.ts'
export type { Author, Evidence, Writer } from './events/author.ts'
export type { DeliveryError, ExplainDelivery } from './events/delivery-error.ts'
export type { EventIdentity } from './events/event-identity.ts'
export { toChat, toChatKey, type ChatOfEvent } from './events/chat.ts'
export { pickLaterStatus, statusOrder, type SentStatus, type StatusOrder } from './events/later-status.ts'
export type { Context, Handler, HandlerOptions, Outcome, QuietHandler, QuietOptions } from './handle/handlers.ts'
export type { ReplyInput, ReplyOptions, ReplyTo, Sender } from './handle/reply.ts'
export {
  eventKinds,
  type ReplyableKind,
  type QuestionResponses,
  type ChannelUpdate,
  type RequestedChat,
  type ContactRequest,
  type DealRequest,
  type EventKind,
  type Events,
  type StatusUpdate,
  type TemplateUpdate,
  type UnrecognizedEvent,
} from './events/events.ts'
export type {
  DeletedMessage,
  Echo,
  EditedMessage,
  GroupMessage,
  Message,
  MessageFields,
  MessageInChat,
  MissedCall,
  SystemMessage,
} from './events/message-events.ts'
export type {
  InstagramPost,
  MessageContact,
  MessageStatus,
  MessageType,
  OldInfo,
  QuotedMessage,
} from './events/message-parts.ts'
export { getFile, type MessageFile } from './events/file.ts'
export { toProblem } from '../errors/to-problem.ts'
export type { HandledInfo, InboxHooks, StoredInfo } from '../store/inbox/inbox-hooks.ts'
