import { apiErrorTexts, statusErrorTexts } from './api-error-texts.ts'
import { deliveryErrorTexts } from './delivery-error-texts.ts'
import type { ErrorText } from './error-text.ts'
import { once } from '../once.ts'
import { knownCode } from './find-facts.ts'
import type { Explain } from './from-answer.ts'

const byCode = once((): Readonly<Record<string, ErrorText>> => ({ ...deliveryErrorTexts(), ...apiErrorTexts() }))

const unheardOf = {
  meaning: 'Wazzup refused the call for a reason that is not in its documents.',
  remedy: 'Read the description; ask Wazzup support, with the requestId, when it does not help.',
}

/** Says what an error means and what to do, by its code or else its HTTP status. */
export const explain: Explain = (code, status) => {
  const known = code === undefined ? undefined : knownCode(code)
  const byStatus: Readonly<Record<number, ErrorText>> = statusErrorTexts()
  const text =
    (known !== undefined && byCode()[known]) || byStatus[status] || (status >= 500 ? byStatus[500]! : unheardOf)
  return { meaning: text.meaning, remedy: text.remedy }
}
