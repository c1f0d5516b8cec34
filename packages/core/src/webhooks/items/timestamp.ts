import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'

/** The form that is given out; no 13th month, while a 31st of June stays as Wazzup sent it. */
const canonical = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/** Date, time, and hours and minutes of the zone. Left to itself, `Date.parse` makes dates of "-5" and "1/2/3", in local time. */
const iso = /^(\d{4}-\d\d-\d\d)(?:[t ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:z|([+-]\d\d):?(\d\d)?)?)?$/i

/** Numbers below are seconds: as milliseconds they would lie before 1973. */
const leastMilliseconds = 100_000_000_000

/**
 * Reads a moment, however it was written: ISO text with a zone, milliseconds or seconds as a number or as digits. A text
 * without a zone is taken as UTC; undocumented, our assumption. Returns ISO text in UTC with milliseconds, and undefined
 * for what is no moment.
 */
function readMoment(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (canonical.test(value)) return value
    const text = value.trim()
    if (/^\d+(\.\d+)?$/.test(text)) return readMoment(Number(text))
    const [, date, time = '00:00', hours = '+00', minutes = '00'] = iso.exec(text) ?? []
    return isoOf(Date.parse(`${date}T${time}${hours}:${minutes}`))
  }
  if (typeof value !== 'number') return undefined
  return isoOf(value < leastMilliseconds ? value * 1_000 : value)
}

function isoOf(milliseconds: number): string | undefined {
  // Beyond 8.64e15 there is no date, and toISOString throws.
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : undefined
}

/** Whether an optional moment is missing or needs no rewriting. */
export function isMoment(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && canonical.test(value))
}

/** An optional moment of a delivery; see {@link readMoment}. What it cannot read is undefined, the raw value stays reachable. */
export const readTimestamp = lazy(() =>
  v.pipe(v.optional(v.unknown()), v.transform(readMoment), v.metadata({ accepts: isMoment })),
)
