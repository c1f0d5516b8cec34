import { apiErrorTexts } from '../../errors/texts/api-texts.ts'
import { deliveryErrorTexts } from '../../errors/texts/delivery-texts.ts'
import type { ErrorText } from '../../errors/texts/error-text.ts'
import { explainNoDelivery, type ExplainDelivery } from './delivery-error.ts'

/** Returns what a delivery error means and what to do. A code that is in both tables gets the text of the table of deliveries. */
export const explainDelivery: ExplainDelivery = (code) => {
  if (code === undefined) return explainNoDelivery(code)
  const texts: Readonly<Record<string, ErrorText>> = { ...apiErrorTexts, ...deliveryErrorTexts }
  const { meaning, remedy } = texts[code]!
  return { meaning, remedy }
}
