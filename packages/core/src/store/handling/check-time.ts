import { isPositive, mustBe, type Rule } from '../../schema/option-rules.ts'

/** A number below is a time in seconds, or a duration. */
const leastMilliseconds = 100_000_000_000

/** The rule of a time that an app gives. */
export const isTime: Rule = mustBe(
  'milliseconds (not seconds) since 1970, for example date.getTime()',
  (value) => isPositive(value) && value >= leastMilliseconds && value < Infinity,
)
