/** A longer wait is no rate limit, but a broken server or clock; taken at its word it would close a key for good. */
const LONGEST_WAIT = 24 * 60 * 60 * 1000

/**
 * Milliseconds that a `Retry-After` header asks for: seconds or an HTTP date. Undefined when absent, unreadable or longer than a day.
 * A date counts from the `Date` of the same response, because the clock of this machine may be wrong.
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

/** Date.parse reads bare numbers and fragments as dates too; an HTTP date always names its month. */
function parseHttpDate(text: string): number {
  return /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
}
