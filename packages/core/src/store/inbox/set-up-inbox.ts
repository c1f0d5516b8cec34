import { createInputError } from '../../errors/validation-error.ts'
import { optionIssues } from '../../errors/check-options.ts'
import { isAboveZero, isFilled, isFromOne, isObject, mustBe, type Rules } from '../../schema/option-rules.ts'
import * as defaults from '../handling/defaults.ts'
import type { InboxCaps, InboxOptions, InboxReceiver, InboxSetup, QuietRegistration, Takeover } from './inbox-parts.ts'

const rules: Rules<Pick<InboxOptions, 'remember' | 'keepDeliveries' | 'caps' | 'hooks'>> = {
  remember: isAboveZero,
  keepDeliveries: mustBe('a finite number from 0', (value: number) => Number.isFinite(value) && value >= 0),
  caps: isObject,
  hooks: isObject,
}

const capsRules: Rules<InboxCaps> = { lanes: isFromOne, bytes: isFromOne }

const takeoverRules: Rules<Takeover> = { pause: isAboveZero, resumeCommand: isFilled }

/**
 * Returns the parts of an inbox with their defaults.
 *
 * @throws WazzupValidationError when an option is invalid.
 */
export function setUpInbox(
  { outbox, takeover, remember = defaults.remember, keepDeliveries = 0, caps = {}, hooks }: InboxOptions,
  { handlers, read, recognize, report, wazzup }: InboxReceiver,
  quiet: readonly QuietRegistration[],
): InboxSetup {
  const issues = [
    ...optionIssues({ remember, keepDeliveries, caps, hooks }, rules),
    ...optionIssues(caps, capsRules, [], 'caps.'),
    ...(takeover === undefined ? [] : optionIssues(takeover, takeoverRules, ['pause'], 'takeover.')),
  ]
  if (issues.length > 0) throw createInputError(issues)
  const receiver = { handlers, read, recognize, report, wazzup }
  return { ...receiver, outbox, takeover, remember, keepDeliveries, caps, hooks, quiet }
}
