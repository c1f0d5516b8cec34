import type { Issue } from '../schema/issues.ts'
import type { Rule } from '../schema/option-rules.ts'
import { createInputError } from './validation-error.ts'

type AnyRules = Readonly<Record<string, Rule>>

/**
 * Returns what is wrong with options. `undefined` means absent, also for a name that does not exist: any other value of a
 * misspelt option would be ignored.
 */
export function optionIssues(options: unknown, rules: AnyRules, required: readonly string[] = [], place = ''): Issue[] {
  const given: Record<string, unknown> = { ...(options as object) }
  return Object.keys({ ...rules, ...given }).flatMap((name) => {
    const value = given[name]
    if (value === undefined && !required.includes(name)) return []
    const message = rules[name] ? rules[name](value) : `is not one of ${Object.keys(rules).join(', ')}`
    return message ? [{ path: place + name, message }] : []
  })
}

/** @throws WazzupValidationError when an option is wrong, does not exist, or is required and missing. */
export function checkOptions(
  options: unknown,
  rules: AnyRules,
  required?: readonly string[],
  by?: string,
  place?: string,
): void {
  const issues = optionIssues(options, rules, required, place)
  if (issues[0]) throw createInputError(issues, by)
}
