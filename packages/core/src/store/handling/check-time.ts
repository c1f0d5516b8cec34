import type { Issue } from '../../schema/issues.ts'

/** A number below is a time in seconds, or a duration. */
const leastMilliseconds = 100_000_000_000

/** Returns what is wrong with a time that an app gave. */
export function timeIssues(path: string, value: number): Issue[] {
  if (value >= leastMilliseconds && value < Infinity) return []
  return [{ path, message: 'must be milliseconds (not seconds) since 1970' }]
}
