import * as v from 'valibot'

const canonical = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const hasZone = /(?:z|[+-]\d\d:?\d\d)$/i

/** Numbers below are seconds: as milliseconds they would lie before 1973. */
const leastMilliseconds = 100_000_000_000

/**
 * Reads a moment, however it was written: ISO text with a zone or without one (then UTC), milliseconds or seconds as
 * a number or as digits. Gives ISO text in UTC with milliseconds, and undefined for what is no moment.
 */
export function readMoment(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (canonical.test(value)) return Number.isNaN(Date.parse(value)) ? undefined : value
    const text = value.trim()
    if (/^\d+(\.\d+)?$/.test(text)) return readMoment(Number(text))
    return isoOf(Date.parse(hasZone.test(text) || !/[\dT]/.test(text) ? text : `${text.replace(' ', 'T')}Z`))
  }
  if (typeof value !== 'number') return undefined
  return isoOf(value < leastMilliseconds ? value * 1_000 : value)
}

function isoOf(milliseconds: number): string | undefined {
  // Beyond 8.64e15 there is no date, and toISOString throws.
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : undefined
}

/** An optional moment of a delivery; see {@link readMoment}. What it cannot read is undefined, the raw value stays reachable. */
export const readTimestamp = v.pipe(
  v.unknown(),
  v.transform(readMoment),
  // Text in this form is passed on unread: its parts may still be nonsense such as a 13th month, as Wazzup sent them.
  v.metadata({ pattern: canonical }),
)
