import type { KeyKind, Repeat } from '../../api/call-kinds.ts'
import type { Effect } from '../codes/error-facts.ts'

/** What the advice of an error depends on besides its code: which call failed, and what is known of its effect. */
export interface FailedCall {
  method: string
  /** The pattern of its path, `/v3/contacts/{id}`. */
  path: string
  /** When the same request may be made again. */
  repeat: Repeat
  /** Which key it carries. */
  key: KeyKind
  /** Whether a sidecar key opens it, as far as the pages say. */
  sidecar: boolean
  effect: Effect
}

/**
 * Sentences for people, by code or `HTTP <status>`, as they fit the call. The client works without them; `createWazzup`
 * brings them along.
 */
export type Explain = (
  code: string | undefined,
  status: number,
  call?: FailedCall,
) => { meaning: string; remedy: string }

/** Whether calling again by hand could do the work twice: an attempt may have had an effect that a repeat would add to. */
export function mayDoItTwice({ effect, repeat }: FailedCall): boolean {
  return effect === 'unknown' && repeat !== 'always'
}
