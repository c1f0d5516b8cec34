export { createWazzup, type Wazzup } from './client/create-wazzup.ts'
export { createClient } from './client/create-client.ts'
export { defineEndpoint } from './api/endpoint.ts'
export type { Callable, ClientOf, Endpoint, EndpointTree, KeyKind, Method, Repeat } from './api/endpoint.ts'
export type { Schema } from './schema/schema.ts'
export { endpoints } from './api/user-api.ts'
export type { CallOptions, ClientOptions, KeyOptions, OwnServerOptions } from './client/options.ts'
export type { ApiKey } from './client/api-key.ts'
export type { FetchLike } from './client/transport/transport.ts'
export type { Hooks, RequestInfo, ResponseInfo, RetryInfo, StoreErrorInfo } from './client/hooks.ts'
export { RATE_LIMIT, type RateLimit } from './client/timing/rate-limit.ts'
export type { RateStore } from './client/timing/shared-rate.ts'
export { REPEAT_WINDOW } from './client/timing/retry.ts'
export type { ListCall, Paging } from './client/list-call.ts'
export { splitBatches, type Batch, type BatchOptions, type BatchReport } from './client/split-batches.ts'
export { getRaw } from './client/transport/response.ts'
export { redactAddresses } from './errors/redaction/redact.ts'
export type { Page } from './schema/read-list.ts'
export { getUnreadable, type Unreadable } from './schema/unreadable.ts'
export type { Issue } from './schema/issues.ts'

export { isWazzupError } from './errors/is-wazzup-error.ts'
export { WazzupError, type ErrorCode, type ErrorContext } from './errors/wazzup-error.ts'
export { WazzupApiError } from './errors/api-error.ts'
export { WazzupNetworkError, type NetworkReason } from './errors/network-error.ts'
export { WazzupValidationError } from './errors/validation-error.ts'
export type { Effect } from './errors/codes/error-facts.ts'
export type { ApiErrorCode } from './errors/codes/api-codes.ts'
export type { Actor, RetryAdvice, Scope } from './errors/codes/error-facts.ts'
export type { DeliveryErrorCode } from './errors/codes/delivery-codes.ts'
export type { Explain } from './errors/texts/explain.ts'
export type { FailedCall } from './errors/codes/error-facts.ts'

export * from './webhooks/exports.ts'

export {
  ensureSubscription,
  type EnsureInput,
  type EnsureReport,
  type SubscriptionCalls,
  type SubscriptionChange,
  type SubscriptionFlag,
} from './api/subscription/ensure-subscription.ts'
export { createGateway, type Gateway, type GatewayOptions } from './gateway/gateway.ts'
export type { AuthorizeInput, AuthorizeResult, InputOf } from './gateway/authorize-call.ts'
export type { EndpointName } from './gateway/routes.ts'

export { BATCH_LIMIT } from './api/values.ts'
export type { ChannelState, ChatType, Transport } from './api/values.ts'
export type { Open } from './schema/fields.ts'
export type { Hint } from './api/hint.ts'
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
} from './api/messages/buttons.ts'
export { channels, type Channel } from './api/channels.ts'
export { chatWindow, type ChatWindow, type ChatWindowInput } from './api/chat-window.ts'
export type { CardWindowInput, GlobalWindowInput } from './api/chat-window.ts'
export type { ContactInput } from './api/entities/contact-input.ts'
export { contacts, type Contact, type ContactChat } from './api/entities/contacts.ts'
export type { DealInput } from './api/entities/deal-input.ts'
export { deals, type Deal } from './api/entities/deals.ts'
export { messages, type Edit, type EditInput, type Send } from './api/messages/messages.ts'
export type { Sent } from './api/messages/sent.ts'
export type { SendInput } from './api/messages/send-input.ts'
export { pipelines, type Pipeline, type PipelineInput, type PipelineStage } from './api/entities/pipelines.ts'
export { subscription, type Subscription, type SubscriptionInput } from './api/subscription/subscription.ts'
export type { SubscriptionFlags, SubscriptionFlagsInput } from './api/subscription/subscription.ts'
export { templates, type Template, type TemplateButton, type TemplateComponent } from './api/templates.ts'
export { unanswered, type CounterHost, type Unanswered } from './api/unanswered.ts'
export { users, type User, type UserInput } from './api/entities/users.ts'
