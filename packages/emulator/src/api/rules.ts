import { simulateRules } from '../simulate/rules.ts'
import { deliveryRules } from '../webhooks/delivery-rules.ts'
import { newClientRules } from '../webhooks/new-client-rules.ts'
import { accessRules } from './access-rules.ts'
import { batchRules } from './batch-rules.ts'
import { channelRules } from './channels/rules.ts'
import { chatWindowRules } from './chat-window/rules.ts'
import { contactRules } from './contacts/rules.ts'
import { dealRules } from './deals/rules.ts'
import { marketplaceRules } from './marketplace/rules.ts'
import { echoRules } from './messages/echo-rules.ts'
import { editRules } from './messages/edit-rules.ts'
import { sendRules } from './messages/send/rules.ts'
import { windowRules } from './messages/send/window-rules.ts'
import { pipelineRules } from './pipelines/rules.ts'
import type { Rule, Rules } from './rule.ts'
import { subscriptionRules } from './subscription/rules.ts'
import { templateRules } from './templates/rules.ts'
import { unansweredRules } from './unanswered/rules.ts'
import { userRules } from './users/rules.ts'

/** Rules that belong together, in the order in which they are read. */
export interface RuleGroup {
  readonly title: string
  readonly rules: Rules
}

const messageRules = { ...editRules, ...echoRules, ...simulateRules }
const entityRules = {
  ...userRules,
  ...batchRules,
  ...contactRules,
  ...dealRules,
  ...pipelineRules,
  ...unansweredRules,
}
const cabinetRules = { ...templateRules, ...chatWindowRules, ...marketplaceRules }
const webhookRules = { ...subscriptionRules, ...deliveryRules, ...newClientRules }

/** All rules, for readers. */
export const ruleGroups: readonly RuleGroup[] = [
  { title: 'Keys, limits and errors', rules: accessRules },
  { title: 'Channels', rules: channelRules },
  { title: 'What a send may say', rules: sendRules },
  { title: 'Who may write first, and until when', rules: windowRules },
  { title: 'Messages after they were sent', rules: messageRules },
  { title: 'Users, contacts, deals, pipelines, counters', rules: entityRules },
  { title: 'Templates, chat window, marketplace', rules: cabinetRules },
  { title: 'Webhooks', rules: webhookRules },
]

const all = {
  ...accessRules,
  ...channelRules,
  ...sendRules,
  ...windowRules,
  ...messageRules,
  ...entityRules,
  ...cabinetRules,
  ...webhookRules,
}

/** The name of a rule, `noun/what`. */
export type RuleId = keyof typeof all

/** Everything the emulator does that a client can see, each with its page and how well it is known. */
export const rules: Readonly<Record<RuleId, Rule>> = all
