import { textOf } from '../../errors/redaction/print-failure.ts'
import { redactAddresses } from '../../errors/redaction/redact.ts'

const longest = 500

/** Returns a text of an error that can be stored: without addresses' secrets, and cut. */
export function describeError(error: unknown): string {
  return redactAddresses(nameAndMessage(error)).slice(0, longest)
}

/** An error that could not be described would not be stored, and its handler would run for ever. */
function nameAndMessage(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  } catch {
    return textOf(error, 0)
  }
}
