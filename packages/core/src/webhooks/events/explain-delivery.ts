import { apiErrorTexts } from '../../errors/texts/api-texts.ts'
import { deliveryErrorTexts } from '../../errors/texts/delivery-texts.ts'
import type { ErrorText } from '../../errors/texts/error-text.ts'
import { explainNoDelivery, type ExplainDelivery } from './delivery-error.ts'

/** Says what a delivery error means and what to do. A code of both tables has the text of the one of deliveries. */
export const explainDelivery: ExplainDelivery = (code) => {
  if (code === undefined) return explainNoDelivery(code)
  const texts: Readonly<Record<string, ErrorText>> = { ...apiErrorTexts, ...deliveryErrorTexts }
  const { meaning, remedy } = texts[code]!
  return { meaning, remedy }
}
