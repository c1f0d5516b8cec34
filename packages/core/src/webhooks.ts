/** Entry `@wazzup-kit/core/webhooks`: receives webhooks, without the client. */
export { createWebhooks } from './webhooks/create-webhooks.ts'
export { createErrorLog, type OnError } from './webhooks/handle/error-log.ts'
export type { RejectedDelivery } from './webhooks/receive/reject.ts'
export type { ContactResponse, DealResponse } from './webhooks/handle/question-responses.ts'
export { createReceiver, type ReceiverOptions, type Webhooks } from './webhooks/create-receiver.ts'
export type { Delivery } from './webhooks/receive/delivery.ts'
export type { Background, InboundRequest, InboundTarget, RunHandlers } from './inbound/target.ts'
export type { WebhookResponse } from './inbound/webhook-response.ts'
export type { HeadersLike } from './inbound/read-header.ts'
export type { Secret } from './webhooks/receive/authorize.ts'
export type { Limits } from './inbound/limits.ts'
export type { Author, Evidence, Writer } from './webhooks/events/author.ts'
export type { DeliveryError, ExplainDelivery } from './webhooks/events/delivery-error.ts'
export { pickLaterStatus, statusOrder, type SentStatus, type StatusOrder } from './webhooks/events/later-status.ts'
export type { Context, Handler, Outcome } from './webhooks/handle/handlers.ts'
export type { ReplyInput, ReplyTo, Sender } from './webhooks/handle/reply.ts'
export {
  eventKinds,
  type QuestionKind,
  type QuestionResponses,
  type ChannelUpdate,
  type ContactChat,
  type ContactRequest,
  type DealRequest,
  type EventKind,
  type Events,
  type StatusUpdate,
  type TemplateUpdate,
  type UnrecognizedEvent,
} from './webhooks/events/events.ts'
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
} from './webhooks/events/message-events.ts'
export type {
  InstagramPost,
  MessageContact,
  MessageStatus,
  MessageType,
  OldInfo,
  QuotedMessage,
} from './webhooks/events/message-parts.ts'
export { getFile, type MessageFile } from './webhooks/events/file.ts'
export { readChoice, type Option } from './webhooks/events/choice.ts'
export { toProblem } from './errors/to-problem.ts'
