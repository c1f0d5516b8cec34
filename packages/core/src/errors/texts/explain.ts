import { apiErrorTexts, statusErrorTexts } from './api-texts.ts'
import { callTextOf, repeatWithCare, sendWithCare } from './call-texts.ts'
import { deliveryErrorTexts } from './delivery-texts.ts'
import type { ErrorText } from './error-text.ts'
import { lazy } from '../../schema/lazy.ts'
import { mayDoItTwice, type Explain, type FailedCall } from './failed-call.ts'
import { knownCode, knownStatus, provesNothing } from '../codes/find-facts.ts'

const byCode = lazy((): Readonly<Record<string, ErrorText>> => ({ ...deliveryErrorTexts(), ...apiErrorTexts() }))

const unheardOf = {
  meaning: 'Wazzup rejected the call for a reason that is not in its documents.',
  remedy: 'Read the description; ask the support of Wazzup, with the requestId, when it does not help.',
}

/** Says what an error means and what to do, by its code or else its HTTP status, as it fits the call. */
export const explain: Explain = (code, status, call) => {
  const known = (code === undefined ? undefined : knownCode(code)) ?? knownStatus(status)
  const byStatus: Readonly<Record<number, ErrorText>> = statusErrorTexts()
  const { meaning, remedy } = (typeof known === 'string' ? byCode()[known] : byStatus[known!]) ?? unheardOf
  const text = { meaning, remedy, ...(call && known !== undefined && callTextOf(known, call)) }
  if (!call || !mayDoItTwice(call)) return text
  return { meaning: text.meaning, remedy: withCare(call, provesNothing(code, status) ? '' : text.remedy) }
}

/** The advice of a later rejection holds as well, once it is known that the earlier attempt did not do the work. */
function withCare({ repeat }: FailedCall, remedy: string): string {
  const care = repeat === 'keyed' ? sendWithCare() : repeatWithCare
  return remedy === '' ? care : `${care} If it had no effect: ${remedy}`
}
