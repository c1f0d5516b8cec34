import { seedRules } from '../account/entities/default-seed.ts'
import { channelUpdateRules } from '../simulate/channel.ts'
import { askingRules, incomingRules } from '../simulate/rules.ts'
import { templateUpdateRules } from '../simulate/template.ts'
import { bodyRules } from '../webhooks/bodies.ts'
import { queueRules } from '../webhooks/delivery-queue.ts'
import { newCustomerRules } from '../webhooks/new-customers.ts'
import { outgoingRules } from '../webhooks/outgoing-delivery.ts'
import { postingRules } from '../webhooks/post-webhook.ts'
import { keyRules } from '../api/authorize.ts'
import { requestBodyRules } from '../api/body-text.ts'
import { parameterRules } from '../api/field-checks.ts'
import { rateRules } from '../api/rate-limit.ts'
import { rejectionRules } from '../api/rejections.ts'
import { pathRules } from '../server/app.ts'
import { batchRules } from '../api/batches.ts'
import { channelRules } from '../api/channels/channels.ts'
import { chatWindowRules } from '../api/chat-window/chat-window.ts'
import { contactRules } from '../api/contacts/contacts.ts'
import { dealRules } from '../api/deals/deals.ts'
import { marketplaceRules } from '../api/marketplace/marketplace.ts'
import { messageRules } from '../api/messages/rules.ts'
import { contactingRules, sendRules } from '../api/messages/send/rules.ts'
import { pipelineRules } from '../api/pipelines/pipelines.ts'
import { subscriptionRules } from '../api/subscription/subscription.ts'
import { templateRules } from '../api/templates/templates.ts'
import { unansweredRules } from '../api/unanswered/unanswered.ts'
import { userRules } from '../api/users/users.ts'
import type { RuleFunction } from './rule.ts'

/** Functions that implement rules, by the title under which the documentation prints their sentences. */
export const groups = {
  'Keys, limits and errors': [keyRules, rateRules, requestBodyRules, rejectionRules, parameterRules, pathRules],
  Channels: [channelRules, seedRules, channelUpdateRules],
  'What a send may say': [sendRules],
  'Who may write first, and until when': [contactingRules],
  'Messages after they were sent': [messageRules],
  'Messages of customers and operators': [incomingRules],
  'Users, contacts, deals, pipelines, counters': [
    userRules,
    batchRules,
    contactRules,
    dealRules,
    pipelineRules,
    unansweredRules,
  ],
  'Templates, chat window, marketplace': [templateRules, templateUpdateRules, chatWindowRules, marketplaceRules],
  Webhooks: [subscriptionRules, postingRules, queueRules, bodyRules, outgoingRules, newCustomerRules, askingRules],
} satisfies Readonly<Record<string, readonly (readonly RuleFunction[])[]>>

type Listed = (typeof groups)[keyof typeof groups][number]
type IdsOf<List> = List extends readonly RuleFunction<infer Kept>[] ? Kept['id'] : never

/** The id of a rule, `noun/what`. */
export type RuleId = IdsOf<Listed>
