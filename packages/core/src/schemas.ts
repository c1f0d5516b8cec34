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
} from './api/doc-urls.ts'
import { channelSchema } from './api/channels.ts'
import { chatWindowInputSchema } from './api/chat-window.ts'
import { contactInputSchema } from './api/entities/contact-input.ts'
import { contactSchema } from './api/entities/contacts.ts'
import { dealInputSchema } from './api/entities/deal-input.ts'
import { dealSchema } from './api/entities/deals.ts'
import { buttonsObjectSchema } from './api/messages/buttons.ts'
import { sendInputSchema } from './api/messages/messages.ts'
import { sentSchema } from './api/messages/sent.ts'
import { pipelineInputSchema, pipelineSchema } from './api/entities/pipelines.ts'
import { subscriptionSchema } from './api/subscription/subscription.ts'
import { templateSchema } from './api/templates.ts'
import { unansweredSchema } from './api/unanswered.ts'
import { userInputSchema, userSchema } from './api/entities/users.ts'
import {
  channelItemSchema,
  contactRequestSchema,
  dealRequestSchema,
  messageItemSchema,
  statusItemSchema,
  templateItemSchema,
} from './webhooks/items/items.ts'

export { endpoints } from './api/user-api.ts'
export { marketplaceEndpoints } from './api/marketplace.ts'
export type { Callable, Endpoint, EndpointTree, KeyKind, Repeat } from './api/endpoint.ts'
export type { Schema } from './schema/schema.ts'
export type { Paging } from './client/list-call.ts'
export { ADDRESS_LIMIT, BATCH_LIMIT, channelStates, chatTypes, templateStatuses, transports } from './api/values.ts'
export { openPicklist } from './schema/fields.ts'
export { subscriptionFlags } from './api/subscription/subscription.ts'
export { apiErrors, statusErrors } from './errors/codes/api-codes.ts'
export type { ApiErrorCode } from './errors/codes/api-codes.ts'
export { deliveryErrors } from './errors/codes/delivery-codes.ts'
export type { DeliveryErrorCode } from './errors/codes/delivery-codes.ts'
export { RATE_LIMIT } from './client/timing/rate-limit.ts'
export { REPEAT_WINDOW } from './client/timing/retry.ts'
export { channelTiers, messageStatuses, messageTypes } from './webhooks/items/items.ts'
export { isMessageItem, isStatusItem } from './webhooks/items/item-guards.ts'
export { eventKinds } from './webhooks/events/events.ts'
export { DEFAULT_BASE_URL } from './client/options.ts'

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
export const docUrls = {
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
  // Not `export * as docUrls`: the bundler's helper for that is one more file to open, for every entry.
} satisfies typeof import('./api/doc-urls.ts')
