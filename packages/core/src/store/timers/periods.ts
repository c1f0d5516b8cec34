import { escapePart } from '../port/chat-key.ts'
import type { NewEvent } from '../port/driver.ts'
import type { StoredTimer } from './set-timer.ts'

/** The event of a period. */
export interface StoredPeriod extends StoredTimer {
  /** Length of the period, in milliseconds. */
  period: number
}

/**
 * Returns the event of the first period that begins after `now`. All processes make the same one, and an event whose id is known is
 * not stored again.
 */
export function periodAfter(name: string, period: number, now: number): NewEvent {
  const number = Math.floor(now / period) + 1
  const at = number * period
  const data: StoredPeriod = { name, key: String(at), at, period }
  return {
    id: `period:${escapePart(name)}:${period}:${number}`,
    lane: `timer/${escapePart(name)}/every/${period}`,
    data,
    due: at,
  }
}
