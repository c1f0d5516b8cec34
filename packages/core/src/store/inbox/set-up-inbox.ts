import { createInputError } from '../../errors/validation-error.ts'
import type { Issue } from '../../schema/issues.ts'
import * as defaults from '../handling/defaults.ts'
import type { InboxOptions, InboxReceiver, InboxSetup, QuietRegistration } from './inbox-parts.ts'

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
  const issues: Issue[] = []
  const check = (path: string, value: unknown, least: number): void => {
    if (typeof value === 'number' && value >= least) return
    issues.push({ path, message: `must be a number from ${least}` })
  }
  check('remember', remember, 1)
  check('keepDeliveries', keepDeliveries, 0)
  if (takeover) check('takeover.pause', takeover.pause, 1)
  for (const name of ['lanes', 'bytes'] as const) if (caps[name] !== undefined) check(`caps.${name}`, caps[name], 1)
  if (issues.length > 0) throw createInputError(issues)
  const receiver = { handlers, read, recognize, report, wazzup }
  return { ...receiver, outbox, takeover, remember, keepDeliveries, caps, hooks, quiet }
}
