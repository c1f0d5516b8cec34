/**
 * How well a fact is known.
 *
 * - `documented`: Wazzup's documentation says it.
 * - `observed in production`: it was observed on a real account.
 * - `found in public code`: public code that calls the API relies on it; it may not be true.
 * - `our assumption`: undocumented, or the documentation contradicts itself.
 */
export type Basis = 'documented' | 'observed in production' | 'found in public code' | 'our assumption'

/** Where a fact comes from. */
export interface Source {
  /**
   * Address of Wazzup's documentation. If `basis` is not `documented`, it is the documentation of the same topic, which does not
   * state the fact. Missing if there is none.
   */
  docUrl?: string | undefined
  /** How well the fact is known. */
  basis: Basis
}

/** A value with its source, or `unknown` if no source states it. */
export type Fact<Value> = { value: Value; source: Source } | { value: 'unknown'; source?: undefined }
