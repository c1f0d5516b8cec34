import { apiErrors, codesWithoutProof, statusErrors, statusesWithoutProof } from './api-codes.ts'
import { deliveryErrors } from './delivery-codes.ts'
import { type ErrorFacts, mayDoItTwice, type FailedCall } from './error-facts.ts'

/**
 * Returns the same text for both of Wazzup's spellings of a code: `repeatedCrmMessageId` and `REPEATED_CRM_MESSAGE_ID`.
 */
export function foldCode(code: string): string {
  return code.replaceAll('_', '').toLowerCase()
}

/** Whether two codes are the same except for their spelling. */
export function isSameCode(one: string, other: string): boolean {
  return one === other || foldCode(one) === foldCode(other)
}

let byFoldedCode: Map<string, string> | undefined

/** Returns a code in the spelling of the catalogue, or undefined if the catalogue does not have it, or if it is no text. */
export function knownCode(code: unknown): string | undefined {
  if (typeof code !== 'string') return undefined
  if (Object.hasOwn(apiErrors, code) || Object.hasOwn(deliveryErrors, code)) return code
  byFoldedCode ??= indexCodes()
  return byFoldedCode.get(foldCode(code))
}

/** Indexes the codes without their spelling. If two codes become equal, one of the API wins, then the first one. */
function indexCodes(): Map<string, string> {
  const index = new Map<string, string>()
  for (const known of [...Object.keys(apiErrors), ...Object.keys(deliveryErrors)]) {
    const folded = foldCode(known)
    if (!index.has(folded)) index.set(folded, known)
  }
  return index
}

/** Facts about a rejection with neither a known code nor a known status. */
export const unknownRejection: ErrorFacts = { retry: 'never', actor: 'developer', scope: 'call' }
const tables: Readonly<Record<string, ErrorFacts>>[] = [apiErrors, deliveryErrors]

/** Returns the entry of `statusErrors` for a status, or undefined for a 4xx that has none. */
export function knownStatus(status: number): keyof typeof statusErrors | undefined {
  if (Object.hasOwn(statusErrors, status)) return status as keyof typeof statusErrors
  if (statusesWithoutProof.includes(status)) return 408
  return status >= 500 ? 500 : undefined
}

/**
 * Returns the facts about an error, by its code or else by its HTTP status. If the call may have had an effect that a
 * repeat would add to, the advice is `never`.
 */
export function findFacts(code: string | undefined, status: number, call?: FailedCall): ErrorFacts {
  const facts = factsOf(code, status)
  return call && mayDoItTwice(call) ? { ...facts, retry: 'never' } : facts
}

function factsOf(code: string | undefined, status: number): ErrorFacts {
  const known = knownCode(code)
  if (known !== undefined) {
    for (const table of tables) if (Object.hasOwn(table, known)) return table[known]!
  }
  const byStatus = knownStatus(status)
  return byStatus === undefined ? unknownRejection : statusErrors[byStatus]
}

/** Whether this status alone proves that the call was rejected: for its key, route, size or rate. */
export function provesRejection(status: number): boolean {
  return [401, 403, 404, 405, 406, 411, 413, 414, 415, 429, 431].includes(status)
}

/**
 * Whether the effect of a call is unknown after this error response: a 5xx, a timeout of a proxy, or a code of a fault
 * inside Wazzup. Every other 4xx proves that the call had no effect.
 */
export function provesNothing(code: string | undefined, status: number): boolean {
  if (status >= 500 || statusesWithoutProof.includes(status)) return true
  return code !== undefined && codesWithoutProof.some((known) => isSameCode(known, code))
}
