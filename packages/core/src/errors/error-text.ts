/**
 * How well a code is known.
 *
 * - `documented`: a page of Wazzup lists it.
 * - `seen live`: the service was seen to answer with it.
 * - `seen in code`: public code that calls the API expects it; it may never come.
 */
export type ErrorSource = 'documented' | 'seen live' | 'seen in code'

/** What an error means and what to do about it, for people. */
export interface ErrorText {
  /** What happened, in one sentence. */
  meaning: string
  /** What to do, in one sentence. */
  remedy: string
  /** The Wazzup page that lists it or, for a code that no page lists, the one about the call it answers. */
  page: string
  /** HTTP status it comes with, where that is known. */
  status?: number
  /** Set when no page states the status and it is our conclusion. */
  statusBasis?: 'judgement'
  source: ErrorSource
}
