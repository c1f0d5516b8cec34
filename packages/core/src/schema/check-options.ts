import { createInputError } from '../errors/validation-error.ts'
import type { Issue } from './issues.ts'

/** Returns what is wrong with the value of an option; undefined when nothing is. */
export type Rule = (value: unknown) => string | undefined

/** The rules of all options of a function. */
export type Rules<Options> = { readonly [Name in keyof Options]-?: Rule }

/** A timer with a longer delay overflows and fires at once in every runtime. */
const longestTimer = 2 ** 31 - 1

/** Creates a rule. */
// @__NO_SIDE_EFFECTS__
export function mustBe<Value>(what: string, fits: (value: Value) => unknown): Rule {
  return (value) => (fits(value as Value) ? undefined : `must be ${what}`)
}

/** Returns whether a value is a number above 0; neither a text nor NaN. */
export function isPositive(value: unknown): value is number {
  return typeof value === 'number' && value > 0
}

/** Returns whether a value is a text that is not blank. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

/** The rule of an option that is checked elsewhere. */
export const isAnything: Rule = () => undefined

/** The rule of a function. */
export const isFunction: Rule = mustBe('a function', (value) => typeof value === 'function')

/** The rule of an object. */
export const isObject: Rule = mustBe('an object', (value) => Object(value) === value)

/** The rule of a number of milliseconds after which a timer fires. */
export const isTimeout: Rule = mustBe(
  `milliseconds between 1 and ${longestTimer}`,
  (value) => isPositive(value) && value <= longestTimer,
)

/** The rule of the part of a store that belongs to an account. */
export const isAccountStore: Rule = mustBe(
  'store.forAccount("main")',
  (store: { waitForTurn?: unknown } | null) => store?.waitForTurn,
)

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
