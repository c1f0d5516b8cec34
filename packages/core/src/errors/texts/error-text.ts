/**
 * How a code is known.
 *
 * - `documented`: a page of Wazzup lists it.
 * - `observed in production`: Wazzup returned it to a call.
 * - `found in public code`: public code that calls the API handles it; Wazzup may never return it.
 * - `our assumption`: undocumented; taken from HTTP itself.
 */
export type ErrorSource = 'documented' | 'observed in production' | 'found in public code' | 'our assumption'

/** The meaning and the remedy of an error. */
export interface ErrorText {
  /** What happened, in one sentence. */
  meaning: string
  /** What to do, in one sentence. */
  remedy: string
  /** Address in Wazzup's documentation that lists the code. For an undocumented code, the address of its call. */
  docUrl: string
  /** HTTP status of its response, if known. */
  status?: number | undefined
  /** How an undocumented status is known. Undefined if the status is documented. */
  statusBasis?: 'observed in production' | 'our assumption' | undefined
  /** How the code is known. */
  source: ErrorSource
}
