/** Entry `@wazzup-kit/core/errors`: every known error as data, with what it means and what to do about it. */
export { apiErrors, codesWithoutProof, statusErrors, type ApiErrorCode } from './errors/codes/api-codes.ts'
export { deliveryErrors, type DeliveryErrorCode } from './errors/codes/delivery-codes.ts'
export {
  apiErrorTexts,
  callTexts,
  deliveryErrorTexts,
  remedyOfUnknownSend,
  statusErrorTexts,
  type CallText,
  type ErrorSource,
  type ErrorText,
} from './errors/texts/error-texts.ts'
export { provesNothing } from './errors/codes/find-facts.ts'
export type { FailedCall } from './errors/texts/failed-call.ts'
export type { Actor, ErrorFacts, RetryAdvice } from './errors/codes/error-facts.ts'
