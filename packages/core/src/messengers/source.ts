/**
 * How well a fact is known.
 *
 * - `documented`: a page of Wazzup says it.
 * - `seen live`: somebody saw it on a real account.
 * - `seen in code`: stands in public code that calls the API; not known to be true.
 * - `judgement`: our own conclusion.
 */
export type Basis = 'documented' | 'seen live' | 'seen in code' | 'judgement'

/** Where a fact comes from. */
export interface Source {
  /** The Wazzup page it stands on or, for what was not read there, the page about the same thing. Absent when there is none. */
  docUrl?: string | undefined
  basis: Basis
}

/** A value with its source; `unknown` where nobody tells. */
export type Fact<Value> = { value: Value; source: Source } | { value: 'unknown'; source?: undefined }
