import { CLOCK_DIFFERENCE } from '../../client/timing/retry.ts'

/**
 * Returns whether a stored time lies ahead of the clock of the store, which was set back since. Such a time must not decide which
 * of two things happened later: until the clock has come to it again, everything new would count as older.
 */
export function isAhead(time: number, now: number): boolean {
  return time > now + CLOCK_DIFFERENCE
}
