import type { CallOptions } from './options.ts'

// Not a `unique symbol` of this module: an app may load the client as ESM and the outbox as CommonJS.
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
