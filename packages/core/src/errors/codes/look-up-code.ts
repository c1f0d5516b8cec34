import { apiErrors, codesWithoutProof, statusErrors, statusesWithoutProof } from './api-codes.ts'
import { deliveryErrors } from './delivery-codes.ts'
import { type ErrorFacts, mayDoItTwice, type FailedCall } from './error-facts.ts'

/** One form for both of Wazzup's spellings: `repeatedCrmMessageId` and `REPEATED_CRM_MESSAGE_ID`. */
export function foldCode(code: string): string {
  return code.replaceAll('_', '').toLowerCase()
}

/** Whether two codes are the same error in whichever spelling. */
export function isSameCode(one: string, other: string): boolean {
  return one === other || foldCode(one) === foldCode(other)
}

let byFoldedCode: Map<string, string> | undefined

/** The catalogue's own spelling of a code; undefined for a code that is not in it. */
export function knownCode(code: string): string | undefined {
  if (Object.hasOwn(apiErrors, code) || Object.hasOwn(deliveryErrors, code)) return code
  byFoldedCode ??= indexCodes()
  return byFoldedCode.get(foldCode(code))
}

/** Where two codes differ in their underscores only, the one of the API and then the first one stands for both. */
function indexCodes(): Map<string, string> {
  const index = new Map<string, string>()
  for (const known of [...Object.keys(apiErrors), ...Object.keys(deliveryErrors)]) {
    const folded = foldCode(known)
    if (!index.has(folded)) index.set(folded, known)
  }
  return index
}

export const refusedSomehow: ErrorFacts = { retry: 'never', actor: 'developer' }
const tables: Readonly<Record<string, ErrorFacts>>[] = [apiErrors, deliveryErrors]

/** The entry of `statusErrors` that stands for a status; undefined for a 4xx without one. */
export function knownStatus(status: number): keyof typeof statusErrors | undefined {
  if (Object.hasOwn(statusErrors, status)) return status as keyof typeof statusErrors
  if (statusesWithoutProof.includes(status)) return 408
  return status >= 500 ? 500 : undefined
}

/**
 * What is known of an error: by its code, else by its HTTP status, else by the hundred of the status. A call that
 * may have had its effect, and would have it twice, gets the advice `never`.
 */
export function findFacts(code: string | undefined, status: number, call?: FailedCall): ErrorFacts {
  const facts = factsOf(code, status)
  return call && mayDoItTwice(call) ? { ...facts, retry: 'never' } : facts
}

function factsOf(code: string | undefined, status: number): ErrorFacts {
  const known = code === undefined ? undefined : knownCode(code)
  if (known !== undefined) {
    for (const table of tables) if (Object.hasOwn(table, known)) return table[known]!
  }
  const byStatus = knownStatus(status)
  return byStatus === undefined ? refusedSomehow : statusErrors[byStatus]
}

/**
 * Whether an error response leaves open what the call did: a 5xx, a timeout of a proxy, or a code that names a fault
 * inside Wazzup. Every other 4xx proves that nothing happened.
 */
export function provesNothing(code: string | undefined, status: number): boolean {
  if (status >= 500 || statusesWithoutProof.includes(status)) return true
  return code !== undefined && codesWithoutProof.some((known) => isSameCode(known, code))
}
