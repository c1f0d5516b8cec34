/**
 * A longer wait comes from a broken server or clock, not from a rate limit. To obey it would block the key for days.
 */
const LONGEST_WAIT = 24 * 60 * 60 * 1000

/**
 * Returns the milliseconds that a `Retry-After` header asks for, as seconds or as an HTTP date. Returns undefined if the
 * header is absent, unreadable or asks for more than a day. A date is compared with the `Date` header of the same
 * response, because the clock of this machine may be wrong.
 */
export function parseRetryAfter(header: string | null, dateHeader: string | null): number | undefined {
  const wait = header ? waitIn(header.trim(), dateHeader) : Number.NaN
  return wait <= LONGEST_WAIT ? wait : undefined
}

function waitIn(text: string, dateHeader: string | null): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  return Math.max(0, parseHttpDate(text) - sentAt(dateHeader))
}

function sentAt(dateHeader: string | null): number {
  const date = parseHttpDate(dateHeader ?? '')
  return Number.isNaN(date) ? Date.now() : date
}

/** Parses an HTTP date, which has the name of a month and a time. `Date.parse` alone also accepts `about 3`. */
function parseHttpDate(text: string): number {
  return /[a-z].*\d\d:\d\d/i.test(text) ? Date.parse(text) : Number.NaN
}
