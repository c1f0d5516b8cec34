export { createWazzup, type Wazzup } from './wazzup.ts'
export { createClient } from './client.ts'
export { endpoint } from './endpoint.ts'
export type { Callable, ClientOf, Endpoint, EndpointTree, KeyKind, Method, Repeat } from './endpoint.ts'
export type { Schema } from './guard.ts'
export { endpoints } from './endpoints.ts'
export type { CallOptions, ClientOptions } from './options.ts'
export type { ApiKey } from './key.ts'
export type { FetchLike } from './transport.ts'
export type { Hooks, RequestInfo, ResponseInfo, RetryInfo } from './hooks.ts'
export { RATE_LIMIT, type Pace } from './limiter.ts'
export { REPEAT_WINDOW } from './retry.ts'
export type { ListCall, Paging } from './list-call.ts'
export { inBatches, type Batch, type BatchOptions, type BatchReport } from './in-batches.ts'
export { rawOf } from './answer.ts'
export { redactAddresses } from './redact.ts'
export type { Page } from './read-list.ts'
export { unreadableIn, type Unreadable } from './unreadable.ts'
export type { Issue } from './issues.ts'

export {
  isWazzupError,
  WazzupApiError,
  WazzupError,
  WazzupNetworkError,
  WazzupValidationError,
  type Effect,
  type ErrorCode,
  type ErrorContext,
  type NetworkReason,
} from './errors/wazzup-error.ts'
export type { ApiErrorCode } from './errors/api-errors.ts'
export type { Actor, RetryAdvice } from './errors/error-facts.ts'
export type { DeliveryErrorCode } from './errors/delivery-errors.ts'
export type { Explain, FailedCall } from './errors/failed-call.ts'

export * from './webhooks/public.ts'

export {
  ensureSubscription,
  type EnsureInput,
  type EnsureReport,
  type SubscriptionCalls,
  type SubscriptionChange,
  type SubscriptionFlag,
} from './ensure-subscription.ts'
export {
  createGateway,
  type Asked,
  type Gateway,
  type GatewayOptions,
  type GatewayRequest,
  type InputOf,
  type Verdict,
} from './gateway/gateway.ts'
export type { EndpointName } from './gateway/routes.ts'

export { BATCH_LIMIT } from './fields.ts'
export type { ChannelState, ChatType, Open, Transport } from './fields.ts'
export type {
  ButtonsObject,
  MaxButton,
  MaxKeyboard,
  TelegramInlineButton,
  TelegramInlineKeyboard,
  TelegramKeyboard,
  TelegramReplyKeyboard,
  WabaButtons,
  WabaTemplateButtons,
} from './resources/buttons.ts'
export { channels, type Channel } from './resources/channels.ts'
export { chatWindow, type ChatWindow } from './resources/chat-window.ts'
export type { ContactInput } from './resources/contact-input.ts'
export { contacts, type Contact, type ContactChat } from './resources/contacts.ts'
export type { DealInput } from './resources/deal-input.ts'
export { deals, type Deal } from './resources/deals.ts'
export { messages, type EditInput, type Send, type Sent } from './resources/messages.ts'
export type { SendInput } from './resources/send-input.ts'
export { pipelines, type Pipeline, type PipelineInput, type PipelineStage } from './resources/pipelines.ts'
export { subscription, type Subscription } from './resources/subscription.ts'
export { templates, type Template, type TemplateButton, type TemplateComponent } from './resources/templates.ts'
export { unanswered, type CounterHost, type Unanswered } from './resources/unanswered.ts'
export { users, type User, type UserInput } from './resources/users.ts'
