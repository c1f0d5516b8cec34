import { apiErrorTexts, statusErrorTexts } from './api-texts.ts'
import { callTextOf, repeatWithCare, remedyOfUnknownSend } from './call-texts.ts'
import { deliveryErrorTexts } from './delivery-texts.ts'
import type { ErrorText } from './error-text.ts'
import { mayDoItTwice, type FailedCall } from '../codes/error-facts.ts'
import { knownCode, knownStatus, provesNothing } from '../codes/look-up-code.ts'

const unknownError = {
  meaning: 'Wazzup rejected the call for an undocumented reason.',
  remedy: 'Read the description; ask the support of Wazzup, with the requestId, when it does not help.',
}

/**
 * Returns the meaning and the remedy of an error, by its code or else by its HTTP status. The client works without them;
 * `createWazzup` includes them.
 */
export type Explain = (
  code: string | undefined,
  status: number,
  call?: FailedCall,
) => { meaning: string; remedy: string }

/** Returns the meaning and the remedy of an error from the catalogue. Some of them depend on the call. */
export const explain: Explain = (code, status, call) => {
  const known = knownCode(code) ?? knownStatus(status)
  const { meaning, remedy } = textOf(known) ?? unknownError
  const text = { meaning, remedy, ...(call && known !== undefined && callTextOf(known, call)) }
  if (!call || !mayDoItTwice(call)) return text
  return { meaning: text.meaning, remedy: withCare(call, provesNothing(code, status) ? '' : text.remedy) }
}

/** Returns the text of a code or a status. If a code is in both tables, the text for responses is used. */
function textOf(known: string | number | undefined): ErrorText | undefined {
  const tables: readonly Readonly<Record<string | number, ErrorText>>[] =
    typeof known === 'string' ? [apiErrorTexts, deliveryErrorTexts] : [statusErrorTexts]
  return known === undefined ? undefined : tables.find((table) => Object.hasOwn(table, known))?.[known]
}

/** Returns the remedy for a call whose effect is unknown, followed by the remedy of the error itself. */
function withCare({ repeat }: FailedCall, remedy: string): string {
  const care = repeat === 'keyed' ? remedyOfUnknownSend : repeatWithCare
  return remedy === '' ? care : `${care} If it had no effect: ${remedy}`
}
