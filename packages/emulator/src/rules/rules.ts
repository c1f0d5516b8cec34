import { accessRules } from './access.ts'
import { cabinetRules } from './cabinet.ts'
import { channelRules } from './channels.ts'
import { contactRules } from './contact.ts'
import { entityRules } from './entities.ts'
import { messageRules } from './messages.ts'
import type { Rule, Rules } from './rule.ts'
import { sendRules } from './send.ts'
import { webhookRules } from './webhooks.ts'

/** Rules that belong together, in the order in which they are read. */
export interface RuleGroup {
  readonly title: string
  readonly rules: Rules
}

/** All rules, for readers. */
export const ruleGroups: readonly RuleGroup[] = [
  { title: 'Keys, limits and errors', rules: accessRules },
  { title: 'Channels', rules: channelRules },
  { title: 'What a send may say', rules: sendRules },
  { title: 'Who may write first, and until when', rules: contactRules },
  { title: 'Messages after they were sent', rules: messageRules },
  { title: 'Users, contacts, deals, pipelines, counters', rules: entityRules },
  { title: 'Templates, chat window, marketplace', rules: cabinetRules },
  { title: 'Webhooks', rules: webhookRules },
]

const all = {
  ...accessRules,
  ...channelRules,
  ...sendRules,
  ...contactRules,
  ...messageRules,
  ...entityRules,
  ...cabinetRules,
  ...webhookRules,
}

/** The name of a rule, `noun/what`. */
export type RuleId = keyof typeof all

/** Everything the emulator does that a client can see, each with its page and how well it is known. */
export const rules: Readonly<Record<RuleId, Rule>> = all
