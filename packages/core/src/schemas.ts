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
import { channelSchema } from './resources/channels.ts'
import { chatWindowInputSchema } from './resources/chat-window.ts'
import { contactInputSchema } from './resources/contact-input.ts'
import { contactSchema } from './resources/contacts.ts'
import { dealInputSchema } from './resources/deal-input.ts'
import { dealSchema } from './resources/deals.ts'
import { buttonsObjectSchema } from './resources/buttons.ts'
import { sendInputSchema, sentSchema } from './resources/messages.ts'
import { pipelineInputSchema, pipelineSchema } from './resources/pipelines.ts'
import { subscriptionSchema } from './resources/subscription.ts'
import { templateSchema } from './resources/templates.ts'
import { unansweredSchema } from './resources/unanswered.ts'
import { userInputSchema, userSchema } from './resources/users.ts'
import {
  channelItemSchema,
  contactRequestSchema,
  dealRequestSchema,
  messageItemSchema,
  statusItemSchema,
  templateItemSchema,
} from './webhooks/items.ts'

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
export { subscriptionFlags } from './resources/subscription.ts'
export { apiErrors, statusErrors } from './errors/api-errors.ts'
export type { ApiErrorCode } from './errors/api-errors.ts'
export { deliveryErrors } from './errors/delivery-errors.ts'
export type { DeliveryErrorCode } from './errors/delivery-errors.ts'
export { RATE_LIMIT } from './limiter.ts'
export { REPEAT_WINDOW } from './retry.ts'
export { channelTiers, messageStatuses, messageTypes } from './webhooks/items.ts'
export { eventKinds } from './webhooks/events.ts'
export { DEFAULT_BASE_URL } from './options.ts'

// Made at once, for tools that look at them; inside of core each is made when it is first needed.
export const ChannelSchema = channelSchema()
export const ChatWindowInputSchema = chatWindowInputSchema()
export const ContactInputSchema = contactInputSchema()
export const ContactSchema = contactSchema()
export const DealInputSchema = dealInputSchema()
export const DealSchema = dealSchema()
export const ButtonsObjectSchema = buttonsObjectSchema()
export const SendInputSchema = sendInputSchema()
export const SentSchema = sentSchema()
export const PipelineInputSchema = pipelineInputSchema()
export const PipelineSchema = pipelineSchema()
export const SubscriptionSchema = subscriptionSchema()
export const TemplateSchema = templateSchema()
export const UnansweredSchema = unansweredSchema()
export const UserInputSchema = userInputSchema()
export const UserSchema = userSchema()
export const ChannelItemSchema = channelItemSchema()
export const ContactRequestSchema = contactRequestSchema()
export const DealRequestSchema = dealRequestSchema()
export const MessageItemSchema = messageItemSchema()
export const StatusItemSchema = statusItemSchema()
export const TemplateItemSchema = templateItemSchema()

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
