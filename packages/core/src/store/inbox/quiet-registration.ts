import { optionIssues } from '../../errors/check-options.ts'
import { createInputError, createOptionError } from '../../errors/validation-error.ts'
import { isAboveZero, isAmount } from '../../schema/option-rules.ts'
import type { InboxHandler, QuietInput, QuietRegistration } from './inbox-parts.ts'

type Named<Handler> = Handler & { isNamed: boolean }

/**
 * Returns the registration of a handler of quick messages.
 *
 * @throws WazzupValidationError when a number is invalid, and when one of several handlers has no name of its own.
 */
export function registerQuiet(
  present: readonly Named<QuietRegistration>[],
  { quiet, within = Math.max(60_000, quiet), most = Infinity }: QuietInput,
  handler: Named<InboxHandler>,
): Named<QuietRegistration> {
  // With Infinity, no message would be handled.
  const issues = optionIssues({ quiet, within, most }, { quiet: isAboveZero, within: isAmount, most: isAmount }, [
    'quiet',
  ])
  if (issues.length > 0) throw createInputError(issues, 'onQuiet')
  const registered = { ...handler, quiet, within, most }
  checkNames([...present, registered], 'quiet')
  return registered
}

/** It is stored by name which handlers of an event have finished. By position, a new handler would inherit that of another. */
export function checkNames(handlers: readonly { name: string; isNamed: boolean }[], kind: string): void {
  if (handlers.length < 2) return
  if (!handlers.every(({ isNamed }) => isNamed)) {
    throw createOptionError(
      'name',
      `is missing: with a store, each of several handlers of ${kind} needs the option "name"`,
    )
  }
  const names = handlers.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined)
    throw createOptionError('name', `${JSON.stringify(twice)} is used by two handlers of ${kind}`)
}
