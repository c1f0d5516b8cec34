/** Second entry: every endpoint, schema and open list, for tools and the emulator. */
import {
  attachments,
  authorization,
  channels,
  chatWindow,
  commonErrors,
  connections,
  contacts,
  deals,
  instagramComments,
  messages,
  migration,
  pipelines,
  templates,
  unanswered,
  users,
  wabaLimits,
  wauth,
  webhooks,
} from './pages.ts'

export { endpoints } from './endpoints.ts'
export { marketplaceEndpoints } from './resources/marketplace.ts'
export type { Callable, Endpoint, EndpointTree, KeyKind, Repeat } from './endpoint.ts'
export type { Schema } from './guard.ts'
export type { Paging } from './list-call.ts'
export {
  ADDRESS_LIMIT,
  BATCH_LIMIT,
  channelStates,
  chatTypes,
  openPicklist,
  templateStatuses,
  transports,
} from './fields.ts'
export { ChannelSchema } from './resources/channels.ts'
export { ChatWindowInputSchema } from './resources/chat-window.ts'
export { ContactInputSchema } from './resources/contact-input.ts'
export { ContactSchema } from './resources/contacts.ts'
export { DealInputSchema } from './resources/deal-input.ts'
export { DealSchema } from './resources/deals.ts'
export { ButtonsObjectSchema } from './resources/buttons.ts'
export { SendInputSchema, SentSchema } from './resources/messages.ts'
export { PipelineInputSchema, PipelineSchema } from './resources/pipelines.ts'
export { subscriptionFlags, SubscriptionSchema } from './resources/subscription.ts'
export { TemplateSchema } from './resources/templates.ts'
export { UnansweredSchema } from './resources/unanswered.ts'
export { UserInputSchema, UserSchema } from './resources/users.ts'
export { apiErrors, statusErrors } from './errors/api-errors.ts'
export type { ApiErrorCode } from './errors/api-errors.ts'
export { deliveryErrors } from './errors/delivery-errors.ts'
export type { DeliveryErrorCode } from './errors/delivery-errors.ts'
export { RATE_LIMIT } from './limiter.ts'
export { REPEAT_WINDOW } from './retry.ts'
export {
  ChannelItemSchema,
  channelTiers,
  ContactRequestSchema,
  DealRequestSchema,
  MessageItemSchema,
  messageStatuses,
  messageTypes,
  StatusItemSchema,
  TemplateItemSchema,
} from './webhooks/items.ts'
export { eventKinds } from './webhooks/events.ts'
export { DEFAULT_BASE_URL } from './options.ts'

/** Public pages of Wazzup that facts are taken from. */
export const pages = {
  authorization,
  connections,
  channels,
  messages,
  users,
  contacts,
  deals,
  pipelines,
  templates,
  chatWindow,
  unanswered,
  webhooks,
  wauth,
  migration,
  commonErrors,
  attachments,
  wabaLimits,
  instagramComments,
  // Not `export * as pages`: the bundler's helper for that is one more file to open, for every entry.
} satisfies typeof import('./pages.ts')
