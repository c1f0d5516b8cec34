/** Entry `@wazzup-kit/core/webhooks`: receives webhooks, without the client. */
export { createWebhooks } from './webhooks/create-webhooks.ts'
export { createErrorLog, type OnError } from './webhooks/handle/error-log.ts'
export type { RejectedDelivery } from './webhooks/receive/reject.ts'
export type { ContactResponse, DealResponse } from './webhooks/handle/question-responses.ts'
export { createReceiver, type ReceiverOptions, type Webhooks } from './webhooks/create-receiver.ts'
export type { Background, Delivery, WebhookResponse } from './webhooks/receive/delivery.ts'
export type { Secret } from './webhooks/receive/authorize.ts'
export type { Limits } from './webhooks/receive/read-body.ts'
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
