import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { leastMilliseconds } from '../../schema/milliseconds.ts'

/** The form of times in events. It rejects a 13th month, but accepts a 31st of June. */
const canonical = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/**
 * Date, time, and hours and minutes of the zone. `Date.parse` alone is not strict enough: it reads "-5" and "1/2/3" as dates in
 * local time.
 */
const iso = /^(\d{4}-\d\d-\d\d)(?:[t ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:z|([+-]\d\d):?(\d\d)?)?)?$/i

/**
 * Returns a moment as ISO 8601 text in UTC, with milliseconds; undefined when the value is not a moment. Reads ISO text, and
 * milliseconds or seconds as a number or as digits. Text without a zone is read as UTC; undocumented, our assumption.
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
  // Beyond 8.64e15 milliseconds, toISOString throws.
  return Math.abs(milliseconds) <= 8.64e15 ? new Date(milliseconds).toISOString() : undefined
}

/** Returns whether an optional moment is missing or already has the form that events have. */
export function isMoment(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && canonical.test(value))
}

/** An optional moment of a delivery; see {@link readMoment}. A value that cannot be read becomes undefined; it stays in `raw`. */
export const readTimestamp = lazy(() =>
  v.pipe(v.optional(v.unknown()), v.transform(readMoment), v.metadata({ accepts: isMoment })),
)
