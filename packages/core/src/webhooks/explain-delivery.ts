import { explainNoDelivery, type ExplainDelivery } from './delivery-error.ts'
import { deliveryErrorTexts } from '../errors/delivery-error-texts.ts'

/** Says what a delivery error means and what to do. */
export const explainDelivery: ExplainDelivery = (code) => {
  if (code === undefined) return explainNoDelivery(code)
  const { meaning, remedy } = deliveryErrorTexts()[code]
  return { meaning, remedy }
}
