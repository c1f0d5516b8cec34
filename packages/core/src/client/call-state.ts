import { elapsedSince, type Moment } from './timing/clock.ts'
import type { Endpoint } from '../api/endpoint.ts'
import type { ErrorContext } from '../errors/wazzup-error.ts'
import type { RequestInfo } from './hooks.ts'
import type { ClientOptions } from './options.ts'
import type { KeyState } from './timing/per-key.ts'
import { safeCause } from '../errors/redaction/redact.ts'
import type { Transport } from './transport/transport.ts'

/** What all calls of a client have in common. */
export interface Client {
  readonly options: ClientOptions
  /** Where requests go; undefined for each endpoint's own origin. */
  readonly base: string | undefined
  readonly transport: Transport
  stateOf(key: string | undefined): KeyState
}

/** One call while it runs. */
export interface CallState {
  readonly client: Client
  readonly endpoint: Endpoint
  readonly signal: AbortSignal | undefined
  readonly startedAt: Moment
  /** Milliseconds it may take. */
  readonly timeout: number
  /** What hooks get, without the number of the attempt. */
  readonly info: Omit<RequestInfo, 'attempt'>
  /** What no error may show: the key and the endpoint's secret fields. */
  readonly secrets: string[]
  /** Requests made so far. */
  attempts: number
  /** Start of the first attempt whose effect is not known. */
  unknownSince: Moment | undefined
}

/** Milliseconds that are left of the call. */
export function timeLeft({ startedAt, timeout }: CallState): number {
  return timeout - elapsedSince(startedAt)
}

/** What an error says of the call: once an attempt's effect is unknown, a later rejection does not make it known. */
export function contextOf(run: CallState): ErrorContext {
  return {
    endpoint: run.info.endpoint,
    effect: run.unknownSince === undefined ? 'none' : 'unknown',
    attempts: run.attempts,
    crmMessageId: run.info.crmMessageId,
  }
}

/** A safe cause, where there is any. */
export function causeOf(run: CallState, cause: unknown): Error | undefined {
  return cause === undefined ? undefined : safeCause(cause, run.secrets)
}
