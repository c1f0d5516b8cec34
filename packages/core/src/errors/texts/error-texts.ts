import { apiErrorTexts as makeApiTexts, statusErrorTexts as makeStatusTexts } from './api-texts.ts'
import { callTexts as makeCallTexts, sendWithCare } from './call-texts.ts'
import { deliveryErrorTexts as makeDeliveryTexts } from './delivery-texts.ts'

export type { CallText } from './call-texts.ts'
export type { ErrorSource, ErrorText } from './error-text.ts'

// The tables, made at once for whoever reads them; inside of core they are made at the first error.

/** Meaning and remedy of each code of `apiErrors`. */
export const apiErrorTexts = makeApiTexts()
/** Meaning and remedy of an answer without a known code, by its HTTP status. */
export const statusErrorTexts = makeStatusTexts()
/** Meaning and remedy of each code of `deliveryErrors`. */
export const deliveryErrorTexts = makeDeliveryTexts()
/** Meaning and remedy where they differ for some calls; the first row that fits is the one. */
export const callTexts = makeCallTexts()
/** The remedy for a send whose effect is unknown, whatever its code or status. */
export const remedyOfUnknownSend = sendWithCare()
