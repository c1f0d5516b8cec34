import { apiErrorTexts, statusErrorTexts } from './api-texts.ts'
import { callTextOf, repeatWithCare, remedyOfUnknownSend } from './call-texts.ts'
import { deliveryErrorTexts } from './delivery-texts.ts'
import type { ErrorText } from './error-text.ts'
import { mayDoItTwice, type FailedCall } from '../codes/error-facts.ts'
import { knownCode, knownStatus, provesNothing } from '../codes/look-up-code.ts'

const unheardOf = {
  meaning: 'Wazzup rejected the call for a reason that is not in its documents.',
  remedy: 'Read the description; ask the support of Wazzup, with the requestId, when it does not help.',
}

/**
 * Sentences for people, by code or `HTTP <status>`, as they fit the call. The client works without them; `createWazzup`
 * brings them along.
 */
export type Explain = (
  code: string | undefined,
  status: number,
  call?: FailedCall,
) => { meaning: string; remedy: string }

/** Says what an error means and what to do, by its code or else its HTTP status, as it fits the call. */
export const explain: Explain = (code, status, call) => {
  const known = (code === undefined ? undefined : knownCode(code)) ?? knownStatus(status)
  const { meaning, remedy } = textOf(known) ?? unheardOf
  const text = { meaning, remedy, ...(call && known !== undefined && callTextOf(known, call)) }
  if (!call || !mayDoItTwice(call)) return text
  return { meaning: text.meaning, remedy: withCare(call, provesNothing(code, status) ? '' : text.remedy) }
}

/** The text of a code or a status. A code of both tables has the text of the one of responses. */
function textOf(known: string | number | undefined): ErrorText | undefined {
  const tables: readonly Readonly<Record<string | number, ErrorText>>[] =
    typeof known === 'string' ? [apiErrorTexts, deliveryErrorTexts] : [statusErrorTexts]
  return known === undefined ? undefined : tables.find((table) => Object.hasOwn(table, known))?.[known]
}

/** The advice of a later rejection holds as well, once it is known that the earlier attempt did not do the work. */
function withCare({ repeat }: FailedCall, remedy: string): string {
  const care = repeat === 'keyed' ? remedyOfUnknownSend : repeatWithCare
  return remedy === '' ? care : `${care} If it had no effect: ${remedy}`
}
