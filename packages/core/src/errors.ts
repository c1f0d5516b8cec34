/** Entry `@wazzup-kit/core/errors`: every known error as data, with what it means and what to do about it. */
export { apiErrors, codesWithoutProof, statusErrors, type ApiErrorCode } from './errors/api-errors.ts'
export { deliveryErrors, type DeliveryErrorCode } from './errors/delivery-errors.ts'
export {
  apiErrorTexts,
  callTexts,
  deliveryErrorTexts,
  remedyOfUnknownSend,
  statusErrorTexts,
  type CallText,
  type ErrorSource,
  type ErrorText,
} from './errors/error-texts.ts'
export { provesNothing } from './errors/find-facts.ts'
export type { FailedCall } from './errors/failed-call.ts'
export type { Actor, ErrorFacts, RetryAdvice } from './errors/error-facts.ts'
