/** Entry `@wazzup-kit/core/errors`: every known error as data, with what it means and what to do about it. */
export {
  apiErrors,
  statusErrors,
  type Actor,
  type ApiErrorCode,
  type ErrorFacts,
  type RetryAdvice,
} from './errors/api-errors.ts'
export { deliveryErrors, type DeliveryErrorCode } from './errors/delivery-errors.ts'
export {
  apiErrorTexts,
  deliveryErrorTexts,
  statusErrorTexts,
  type ErrorSource,
  type ErrorText,
} from './errors/error-texts.ts'
