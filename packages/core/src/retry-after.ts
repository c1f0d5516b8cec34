/**
 * Milliseconds that a `Retry-After` header asks for: seconds or an HTTP date. Undefined when absent or unreadable.
 * A date counts from the `Date` of the same response, because the clock of this machine may be wrong.
 */
export function parseRetryAfter(header: string | null, dateHeader: string | null): number | undefined {
  if (!header) return undefined
  const text = header.trim()
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  const until = parseHttpDate(text)
  return Number.isNaN(until) ? undefined : Math.max(0, until - sentAt(dateHeader))
}

function sentAt(dateHeader: string | null): number {
  const date = parseHttpDate(dateHeader ?? '')
  return Number.isNaN(date) ? Date.now() : date
}

/** Date.parse reads bare numbers and fragments as dates too; an HTTP date always names its month. */
function parseHttpDate(text: string): number {
  return /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
}
