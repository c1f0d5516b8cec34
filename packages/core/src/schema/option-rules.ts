import { isMilliseconds } from './milliseconds.ts'

/** Returns what is wrong with the value of an option; undefined when nothing is. */
export type Rule = (value: unknown) => string | undefined

/** The rules of all options of a function. */
export type Rules<Options> = { readonly [Name in keyof Options]-?: Rule }

/** A timer with a longer delay overflows and fires at once in every runtime. */
export const longestTimer = 2 ** 31 - 1

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

/** The rule of a text that is not blank. */
export const isFilled: Rule = mustBe('a text', isText)

/** The rule of an option that is checked elsewhere. */
export const isAnything: Rule = () => undefined

/** The rule of a function. */
export const isFunction: Rule = mustBe('a function', (value) => typeof value === 'function')

/** The rule of an object. */
export const isObject: Rule = mustBe('an object', (value) => Object(value) === value)

/** The rule of a number above 0, which may be Infinity. */
export const isAmount: Rule = mustBe('a number above 0', isPositive)

/** The rule of a number that may be Infinity, for example of things that are kept. */
export const isFromOne: Rule = mustBe('a number from 1', (value) => isPositive(value) && value >= 1)

/** The rule of a number of milliseconds after which a timer fires. */
export const isTimeout: Rule = mustBe(
  `milliseconds between 1 and ${longestTimer}`,
  (value) => isPositive(value) && value <= longestTimer,
)

/** The rule of a time. */
export const isTime: Rule = mustBe('milliseconds (not seconds) since 1970, for example date.getTime()', isMilliseconds)

/** The rule of a finite number above 0, for example of milliseconds for which something is stored. */
export const isAboveZero: Rule = mustBe('a finite number above 0', (value) => isPositive(value) && value < Infinity)

/** The rule of a number of things. */
export const isCount: Rule = mustBe('a whole number from 1', (value) => isPositive(value) && Number.isInteger(value))

/** The rule of a flag. A text such as 'false' would count as true. */
export const isFlag: Rule = mustBe('true or false', (value) => typeof value === 'boolean')

/** The rule of a value that is one of a few. */
// @__NO_SIDE_EFFECTS__
export function isOneOf(...values: readonly string[]): Rule {
  return mustBe(values.map((value) => `"${value}"`).join(' or '), (value: string) => values.includes(value))
}

/** The rule of a client that sends. */
export const isSender: Rule = mustBe(
  'a client, made by createWazzup',
  (client: { messages?: { send?: unknown } } | null) => client?.messages?.send,
)

/** The rule of the part of a store that belongs to an account. */
export const isAccountStore: Rule = mustBe(
  'store.forAccount("main")',
  (store: { waitForTurn?: unknown } | null) => store?.waitForTurn,
)
