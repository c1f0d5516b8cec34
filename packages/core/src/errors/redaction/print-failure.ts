import { isWazzupError } from '../is-wazzup-error.ts'
import { redactAddresses } from './redact.ts'

/** Maximum depth of nested causes. */
const deepest = 4

/**
 * Prints a failure to the console. Fields of errors of other packages can contain whole requests with their keys, so only
 * the stack of such an error is printed, without the query values of the addresses in it.
 */
export function printFailure(what: string, failure: unknown): void {
  // oxlint-disable-next-line no-console -- a failure that no listener gets must be visible
  console.error(`wazzup-kit: ${what}:`, isWazzupError(failure) ? failure : redactAddresses(textOf(failure, 0)))
}

/** Returns the stack of a thrown value, or its text. Reading it may throw: a handler can throw anything, also a proxy. */
export function textOf(failure: unknown, depth: number): string {
  try {
    const { stack, cause } = Object(failure) as { stack?: unknown; cause?: unknown }
    const text = typeof stack === 'string' ? stack : String(failure)
    return cause && depth < deepest ? `${text}\ncaused by ${textOf(cause, depth + 1)}` : text
  } catch {
    return 'a value that has no text'
  }
}
