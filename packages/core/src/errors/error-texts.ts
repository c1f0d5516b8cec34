/** Meaning and remedy of every error, apart from the tables that the client needs, so that a small bundle can leave them out. */
export { apiErrorTexts, statusErrorTexts } from './api-error-texts.ts'
export { deliveryErrorTexts } from './delivery-error-texts.ts'
export type { ErrorSource, ErrorText } from './error-text.ts'
