/** What is public of receiving, for the entry of its own and for the one of everything. */
export { createWebhooks } from './webhooks.ts'
export { createErrorLog, type OnError } from './error-log.ts'
export type { RejectedDelivery } from './reject.ts'
export type { ContactAnswer, DealAnswer } from './entity.ts'
export { createReceiver, type ReceiverOptions, type Webhooks } from './receiver.ts'
export type { Background, Delivery, Reply } from './delivery.ts'
export type { Secret } from './authorize.ts'
export type { Limits } from './read-body.ts'
export type { Author, Evidence, Writer } from './author.ts'
export type { DeliveryError, ExplainDelivery } from './delivery-error.ts'
export { laterStatus, statusOrder, type SentStatus, type StatusOrder } from './later-status.ts'
export type { Context, Handler, Outcome } from './handlers.ts'
export type { ReplyInput, ReplyTo, Sender } from './reply.ts'
export {
  eventKinds,
  type AnswerableKind,
  type Answers,
  type ChannelUpdate,
  type ContactChat,
  type ContactRequest,
  type DealRequest,
  type EventKind,
  type Events,
  type StatusUpdate,
  type TemplateUpdate,
  type UnknownEvent,
} from './events.ts'
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
} from './message-events.ts'
export type {
  InstagramPost,
  MessageContact,
  MessageStatus,
  MessageType,
  OldInfo,
  QuotedMessage,
} from './message-parts.ts'
export { getFile, type MessageFile } from './file.ts'
export { readChoice, type Option } from './choice.ts'
export { problemOf } from '../errors/problem.ts'
