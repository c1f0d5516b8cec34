import { redactAddresses } from '../../errors/redaction/redact.ts'

const longest = 500

/** Returns a text of an error that can be stored: without addresses' secrets, and cut. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return redactAddresses(text).slice(0, longest)
}
