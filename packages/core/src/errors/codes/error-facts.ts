import type { KeyKind, Repeat } from '../../api/call-kinds.ts'

/**
 * Whether a retry can succeed: `never` without a change, `later` when something else has changed, `now` after a short
 * wait.
 */
export type RetryAdvice = 'never' | 'later' | 'now'

/** Who must act on an error. */
export type Actor = 'developer' | 'account owner' | 'recipient' | 'Wazzup'

/**
 * What would have to change for a call or a message to succeed. Our assumption for each code: Wazzup does not say it.
 *
 * - `call`: nothing but the call, or Wazzup itself.
 * - `message`: the message.
 * - `chat`: the chat. The customer may be reached in another messenger.
 * - `channel`: the channel. Another number may do.
 * - `account`: the account or its key.
 */
export type Scope = 'call' | 'message' | 'chat' | 'channel' | 'account'

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
  /** What would have to change. */
  scope: Scope
}

// Named by who must act: the developer, the owner of the account, the recipient or Wazzup. `Later`: without a change of the call.
export const fixCall: ErrorFacts = { retry: 'never', actor: 'developer', scope: 'call' }
export const fixCallLater: ErrorFacts = { retry: 'later', actor: 'developer', scope: 'call' }
export const fixMessage: ErrorFacts = { retry: 'never', actor: 'developer', scope: 'message' }
export const fixMessageLater: ErrorFacts = { retry: 'later', actor: 'developer', scope: 'message' }
export const fixChat: ErrorFacts = { retry: 'never', actor: 'developer', scope: 'chat' }
export const fixChannel: ErrorFacts = { retry: 'never', actor: 'developer', scope: 'channel' }
export const fixChannelLater: ErrorFacts = { retry: 'later', actor: 'developer', scope: 'channel' }
export const fixAccount: ErrorFacts = { retry: 'never', actor: 'developer', scope: 'account' }
export const ownerOfAccount: ErrorFacts = { retry: 'never', actor: 'account owner', scope: 'account' }
export const ownerOfChannel: ErrorFacts = { retry: 'never', actor: 'account owner', scope: 'channel' }
export const ownerOfChannelLater: ErrorFacts = { retry: 'later', actor: 'account owner', scope: 'channel' }
export const ownerOfChat: ErrorFacts = { retry: 'never', actor: 'account owner', scope: 'chat' }
export const recipient: ErrorFacts = { retry: 'never', actor: 'recipient', scope: 'chat' }
export const recipientLater: ErrorFacts = { retry: 'later', actor: 'recipient', scope: 'chat' }
export const wazzupLater: ErrorFacts = { retry: 'later', actor: 'Wazzup', scope: 'call' }
export const wazzupNow: ErrorFacts = { retry: 'now', actor: 'Wazzup', scope: 'call' }

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
