import { createInputError } from '../../errors/validation-error.ts'
import { checkOptions, optionIssues } from '../../errors/check-options.ts'
import {
  isAboveZero,
  isAccountStore,
  isAnything,
  isCount,
  isFlag,
  isFunction,
  isText,
  isTime,
  isTimeout,
  mustBe,
  type Rules,
} from '../../schema/option-rules.ts'
import type { TimerHandlerOptions, TimerOptions, TimersOptions } from './timers.ts'

const longestName = 500

/** Milliseconds of the shortest period. */
const shortestPeriod = 1_000

const isName = mustBe(
  `a text of 1 to ${longestName} characters`,
  (value) => isText(value) && value.length <= longestName,
)

const rules: Rules<TimersOptions> = {
  store: isAccountStore,
  onError: isFunction,
  remember: isAboveZero,
  concurrency: isCount,
}

const timerRules: Rules<TimerOptions & { name: string; key: string }> = {
  name: isName,
  key: isName,
  at: isTime,
  data: isAnything,
  once: isFlag,
  transaction: isAnything,
}

const handlerRules: Rules<Registration> = {
  name: isName,
  milliseconds: mustBe(
    `a whole number of at least ${shortestPeriod}`,
    (value: number) => Number.isInteger(value) && value >= shortestPeriod,
  ),
  handler: isFunction,
  timeout: isTimeout,
}

/** @throws WazzupValidationError when an option of timers is invalid. */
export function checkTimersOptions(options: TimersOptions): void {
  checkOptions(options, rules, ['store'], 'createTimers')
}

/** @throws WazzupValidationError when a part of a timer is invalid. */
export function checkTimer(name: string, key: string, timer: TimerOptions): void {
  checkOptions({ ...timer, name, key }, timerRules, ['name', 'key', 'at'], 'timers.set')
}

/** What is registered: the name, the handler and its options, and the period of a periodic one. */
interface Registration extends TimerHandlerOptions {
  name: string
  handler: unknown
  milliseconds?: number
}

/** @throws WazzupValidationError when a handler cannot be registered. */
export function checkHandler(registration: Registration, known: ReadonlyMap<string, unknown>): void {
  const { name } = registration
  const isPeriodic = 'milliseconds' in registration
  const issues = optionIssues(registration, handlerRules, ['name', 'handler', ...(isPeriodic ? ['milliseconds'] : [])])
  if (known.has(name)) issues.push({ path: 'name', message: `${JSON.stringify(name)} has a handler already` })
  if (issues.length > 0) throw createInputError(issues, isPeriodic ? 'timers.every' : 'timers.on')
}
