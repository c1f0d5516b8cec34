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
/** Schema of a channel in a response of `channels.list`. */
export const ChannelSchema = channelSchema()
/** Schema of the input of `chatWindow.get`. */
export const ChatWindowInputSchema = chatWindowInputSchema()
/** Schema of a contact for `contacts.save`, and of the response to `createContact`. */
export const ContactInputSchema = contactInputSchema()
/** Schema of a contact in a response. */
export const ContactSchema = contactSchema()
/** Schema of a deal for `deals.save`, and of the response to `createDeal`. */
export const DealInputSchema = dealInputSchema()
/** Schema of a deal in a response. */
export const DealSchema = dealSchema()
/** Schema of the `buttonsObject` of a send, with the fields of all its forms. */
export const ButtonsObjectSchema = buttonsObjectSchema()
/** Schema of the input of `messages.send`. */
export const SendInputSchema = sendInputSchema()
/** Schema of the response to a send. */
export const SentSchema = sentSchema()
/** Schema of a sales funnel for `pipelines.save`. */
export const PipelineInputSchema = pipelineInputSchema()
/** Schema of a sales funnel in a response. */
export const PipelineSchema = pipelineSchema()
/** Schema of a webhook subscription in a response. */
export const SubscriptionSchema = subscriptionSchema()
/** Schema of a WABA template in a response. */
export const TemplateSchema = templateSchema()
/** Schema of the response of `unanswered.get`. */
export const UnansweredSchema = unansweredSchema()
/** Schema of an employee for `users.save`. */
export const UserInputSchema = userInputSchema()
/** Schema of an employee in a response. */
export const UserSchema = userSchema()
/** Schema of an item of `channelsUpdates` in a delivery. */
export const ChannelItemSchema = channelItemSchema()
/** Schema of the item `createContact` of a delivery. */
export const ContactRequestSchema = contactRequestSchema()
/** Schema of the item `createDeal` of a delivery. */
export const DealRequestSchema = dealRequestSchema()
/** Schema of an item of `messages` in a delivery. */
export const MessageItemSchema = messageItemSchema()
/** Schema of an item of `statuses` in a delivery. */
export const StatusItemSchema = statusItemSchema()
/** Schema of the item `templateStatus` of a delivery. */
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
