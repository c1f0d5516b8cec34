import { createInputError } from '../../errors/validation-error.ts'
import type { Issue } from '../../schema/issues.ts'
import { timeIssues } from '../handling/check-time.ts'
import type { TimerOptions } from './timers.ts'

const longestName = 500

/** Milliseconds of the shortest period. */
const shortestPeriod = 1_000

/** @throws WazzupValidationError when a part of a timer is invalid. */
export function checkTimer(name: string, key: string, { at }: TimerOptions): void {
  reject([...nameIssues(name, 'name'), ...nameIssues(key, 'key'), ...timeIssues('at', at)], 'timers.set')
}

/** @throws WazzupValidationError when a handler cannot be registered. */
export function checkHandler(by: string, name: string, handler: unknown, known: ReadonlyMap<string, unknown>): void {
  const issues = nameIssues(name, 'name')
  if (known.has(name)) issues.push({ path: 'name', message: `${JSON.stringify(name)} has a handler already` })
  if (typeof handler !== 'function') issues.push({ path: 'handler', message: 'must be a function' })
  reject(issues, by)
}

/** @throws WazzupValidationError when a period is invalid. */
export function checkPeriod(milliseconds: number): void {
  if (Number.isInteger(milliseconds) && milliseconds >= shortestPeriod) return
  const message = `must be a whole number of at least ${shortestPeriod}`
  reject([{ path: 'milliseconds', message }], 'timers.every')
}

function nameIssues(value: unknown, path: string): Issue[] {
  const isName = typeof value === 'string' && value.trim() !== '' && value.length <= longestName
  return isName ? [] : [{ path, message: `must be a text of 1 to ${longestName} characters` }]
}

function reject(issues: readonly Issue[], by: string): void {
  if (issues.length > 0) throw createInputError(issues, by)
}
