import { isWazzupError } from '../is-wazzup-error.ts'
import { redactAddresses } from './redact.ts'

/** As deep as the causes of an error are followed. */
const deepest = 4

/**
 * Prints a failure to the console. Errors of other packages carry whole requests in their fields, keys included, and
 * quote addresses, so nothing of them is printed but their stacks, without the values of queries.
 */
export function printFailure(what: string, failure: unknown): void {
  // oxlint-disable-next-line no-console -- failures must not be silent where nothing listens to them
  console.error(`wazzup-kit: ${what}:`, isWazzupError(failure) ? failure : redactAddresses(textOf(failure, 0)))
}

function textOf(failure: unknown, depth: number): string {
  const { stack, cause } = (failure ?? {}) as { stack?: unknown; cause?: unknown }
  const text = typeof stack === 'string' ? stack : nameOf(failure)
  return cause === undefined || depth === deepest ? text : `${text}\ncaused by ${textOf(cause, depth + 1)}`
}

function nameOf(failure: unknown): string {
  try {
    return String(failure)
  } catch {
    return 'a value that has no text'
  }
}
