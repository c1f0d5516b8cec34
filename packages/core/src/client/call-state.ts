import { elapsedSince, type Moment } from './timing/clock.ts'
import type { Endpoint } from '../api/endpoint.ts'
import { WazzupNetworkError } from '../errors/network-error.ts'
import type { ErrorContext } from '../errors/wazzup-error.ts'
import type { RequestInfo } from './hooks.ts'
import type { ClientOptions } from './options.ts'
import type { Stopped } from './timing/deadline.ts'
import type { KeyState } from './timing/per-key.ts'
import { timeToStartRepeat } from './timing/retry.ts'
import { safeCause } from '../errors/redaction/redact.ts'
import type { Transport } from './transport/transport.ts'

/** The state that all calls of one client share. */
export interface Client {
  readonly options: ClientOptions
  /** Base URL of the requests. If undefined, each endpoint's own origin is used. */
  readonly base: string | undefined
  readonly transport: Transport
  stateOf(key: string | undefined): KeyState
}

/** The state of one call in progress. */
export interface CallState {
  readonly client: Client
  readonly endpoint: Endpoint
  readonly signal: AbortSignal | undefined
  readonly startedAt: Moment
  /** Milliseconds for the whole call. */
  readonly timeout: number
  /** The argument of the hooks, without the number of the attempt. */
  readonly info: Omit<RequestInfo, 'attempt'>
  /** The key and the values of the endpoint's secret fields, which are removed from every error. */
  readonly secrets: string[]
  /** Number of requests made so far. */
  attempts: number
  /** Start of the first attempt whose effect is unknown; undefined if there is none. */
  unknownSince: Moment | undefined
}

/** Returns the milliseconds until the deadline of the call. */
export function timeLeft({ startedAt, timeout }: CallState): number {
  return timeout - elapsedSince(startedAt)
}

/**
 * Returns the fields of an error that describe the call. Once the effect of an attempt is unknown, it stays unknown: a
 * rejection of a later attempt says nothing about the earlier one.
 */
export function contextOf(run: CallState): ErrorContext {
  return {
    endpoint: run.info.endpoint,
    effect: run.unknownSince === undefined ? 'none' : 'unknown',
    attempts: run.attempts,
    crmMessageId: run.info.crmMessageId,
  }
}

/** Returns the cause without secrets, or undefined if there is none. */
export function causeOf(run: CallState, cause: unknown): Error | undefined {
  return cause === undefined ? undefined : safeCause(cause, run.secrets)
}

/** Returns the milliseconds within which the next attempt must start. */
export function timeToStart(run: CallState): number {
  return Math.min(timeLeft(run), timeToStartRepeat(run.endpoint.repeat, run.unknownSince))
}

/** Creates the error for a call that was stopped before its next attempt. */
export function stoppedError(run: CallState, { reason, cause }: Stopped, when: string): WazzupNetworkError {
  const what = reason === 'timeout' ? 'timed out' : 'aborted'
  return new WazzupNetworkError(`${what} ${when}`, reason, contextOf(run), causeOf(run, cause))
}
