import type { WazzupError } from '../errors/wazzup-error.ts'
import type { CallState } from './call-state.ts'
import type { CallOptions } from './options.ts'
import type { Limiter } from './timing/rate-limit.ts'

/**
 * A call whose next request waits for a turn among all processes. All that follows from it is decided in the store, so that
 * a bundle without a store contains none of it.
 */
export type SharedCall = readonly [
  run: CallState,
  /** The limiter of the client. */
  limiter: Limiter,
  options: CallOptions,
  /** The error of the last attempt. */
  last: WazzupError | undefined,
]

// Not a symbol of this module: an app may load the client as ESM and the outbox as CommonJS.
const turnTaken: unique symbol = /* @__PURE__ */ Symbol.for('wazzup-kit.turn-taken')

interface MarkedOptions extends CallOptions {
  [turnTaken]?: true
}

/**
 * Returns options of a call for which the outbox has waited: it waits before it stores that it sends, and a second wait
 * would use up the time in which a repeat is safe.
 */
export function withTurnTaken(options: CallOptions): CallOptions {
  const marked: MarkedOptions = { ...options, [turnTaken]: true }
  return marked
}

export function isTurnTaken(options: CallOptions): boolean {
  return turnTaken in options
}
