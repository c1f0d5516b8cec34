import type { Endpoint } from '../endpoint.ts'
import type { Effect } from './wazzup-error.ts'

/** What the advice of an error depends on besides its code: which call failed, and what is known of its effect. */
export interface FailedCall extends Pick<Endpoint, 'method' | 'path' | 'repeat' | 'key' | 'sidecar'> {
  effect: Effect
}

/** Whether calling again by hand could do the work twice: an attempt may have had an effect that a repeat would add to. */
export function mayDoItTwice({ effect, repeat }: FailedCall): boolean {
  return effect === 'unknown' && repeat !== 'always'
}
