/**
 * How well a code is known.
 *
 * - `documented`: a page of Wazzup lists it.
 * - `observed in production`: the service was observed to answer with it.
 * - `found in public code`: public code that calls the API expects it; it may never come.
 * - `our assumption`: undocumented; taken from HTTP itself.
 */
export type ErrorSource = 'documented' | 'observed in production' | 'found in public code' | 'our assumption'

/** What an error means and what to do about it, for people. */
export interface ErrorText {
  /** What happened, in one sentence. */
  meaning: string
  /** What to do, in one sentence. */
  remedy: string
  /** The Wazzup page that lists it or, for a code that no page lists, the one about the call it answers. */
  docUrl: string
  /** HTTP status it comes with, where that is known. */
  status?: number | undefined
  /** Set when no page states the status: it was observed in production, or is our assumption. */
  statusBasis?: 'observed in production' | 'our assumption' | undefined
  source: ErrorSource
}
