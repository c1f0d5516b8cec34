import { checkOptions } from '../../errors/check-options.ts'
import { longestTimer, mustBe } from '../../schema/option-rules.ts'

const rules = {
  // What is left of a time may be less than nothing.
  deadline: mustBe(
    `milliseconds, at most ${longestTimer}`,
    (value) => typeof value === 'number' && value <= longestTimer,
  ),
}

/** @throws WazzupValidationError when a timer cannot wait for a deadline: it would fire at once. */
export function checkDeadline(deadline: number, by: string): void {
  checkOptions({ deadline }, rules, ['deadline'], by)
}
