import type { KeyKind, Repeat } from '../../api/call-kinds.ts'

/**
 * Whether a retry can succeed: `never` without a change, `later` when something else has changed, `now` after a short
 * wait.
 */
export type RetryAdvice = 'never' | 'later' | 'now'

/** Who must act on an error. */
export type Actor = 'developer' | 'account owner' | 'recipient' | 'Wazzup'

/**
 * The effect of a failed call. `none`: it certainly had no effect. `unknown`: it may have had one, for example the message
 * may have been sent.
 */
export type Effect = 'none' | 'unknown'

/**
 * Facts about an error code that the client itself uses. The texts are in `errors/texts`, so that small bundles can
 * omit them.
 */
export interface ErrorFacts {
  /** Whether a retry can succeed. */
  retry: RetryAdvice
  /** Who must act. */
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

/** The properties of a failed call that change the advice of its error. */
export interface FailedCall {
  /** HTTP method. */
  method: string
  /** Pattern of its path, for example `/v3/contacts/{id}`. */
  path: string
  /** When the same request may be sent again. */
  repeat: Repeat
  /** Kind of the key that it sends. */
  key: KeyKind
  /** Whether a sidecar key may make this call, by Wazzup's documentation. */
  sidecar: boolean
  /** Effect of the failed call. */
  effect: Effect
}

/**
 * Whether the work could be done twice if the app makes the call again: its effect is unknown, and a repeat would add
 * to it.
 */
export function mayDoItTwice({ effect, repeat }: FailedCall): boolean {
  return effect === 'unknown' && repeat !== 'always'
}
