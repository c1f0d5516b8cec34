import type { KeyKind, Repeat } from '../../api/call-kinds.ts'

/** Whether a retry can succeed: `never` without a change, `later` when something else has changed, `now` after a short wait. */
export type RetryAdvice = 'never' | 'later' | 'now'

/** Who must act on an error. */
export type Actor = 'developer' | 'account owner' | 'recipient' | 'Wazzup'

/**
 * What a failed call did. `none`: nothing, for certain. `unknown`: it may have had its effect, for example sent the message.
 */
export type Effect = 'none' | 'unknown'

/** What the client itself needs to know of a code. Meaning and remedy are in `errors/texts`, so that a small bundle can leave them out. */
export interface ErrorFacts {
  retry: RetryAdvice
  actor: Actor
}

export const fix: ErrorFacts = { retry: 'never', actor: 'developer' }
export const fixLater: ErrorFacts = { retry: 'later', actor: 'developer' }
export const owner: ErrorFacts = { retry: 'never', actor: 'account owner' }
export const ownerLater: ErrorFacts = { retry: 'later', actor: 'account owner' }
export const recipient: ErrorFacts = { retry: 'never', actor: 'recipient' }
export const recipientLater: ErrorFacts = { retry: 'later', actor: 'recipient' }
export const wazzupLater: ErrorFacts = { retry: 'later', actor: 'Wazzup' }
export const wazzupNow: ErrorFacts = { retry: 'now', actor: 'Wazzup' }

/** A failed call, as far as its advice depends on it: which call it was, and what it did. */
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

/** Whether calling again by hand could do the work twice: an attempt may have had an effect that a repeat would add to. */
export function mayDoItTwice({ effect, repeat }: FailedCall): boolean {
  return effect === 'unknown' && repeat !== 'always'
}
