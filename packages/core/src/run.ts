import type { Endpoint } from './endpoint.ts'
import type { ErrorContext } from './errors/wazzup-error.ts'
import type { RequestInfo } from './hooks.ts'
import type { Limiter } from './limiter.ts'
import type { ClientOptions } from './options.ts'
import { safeCause } from './redact.ts'
import type { RetryBudget } from './retry.ts'
import type { Transport } from './transport.ts'

/** What all calls of a client have in common. */
export interface Client {
  readonly options: ClientOptions
  /** Where requests go; undefined for each endpoint's own origin. */
  readonly base: string | undefined
  readonly transport: Transport
  readonly budget: RetryBudget
  limiterOf(key: string | undefined): Limiter | undefined
}

/** One call while it runs. */
export interface Run {
  readonly client: Client
  readonly endpoint: Endpoint
  readonly signal: AbortSignal | undefined
  /** When it has to be over. */
  readonly deadline: number
  /** What hooks are told, but for the number of the attempt. */
  readonly info: Omit<RequestInfo, 'attempt'>
  /** What no error may show: the key and the endpoint's secret fields. */
  readonly secrets: string[]
  /** Requests made so far. */
  attempts: number
  /** Start of the first attempt whose effect is not known. */
  unknownSince: number | undefined
}

/** What an error says of the call: once an attempt's effect is unknown, a later refusal does not make it known. */
export function contextOf(run: Run): ErrorContext {
  return {
    endpoint: run.info.endpoint,
    effect: run.unknownSince === undefined ? 'none' : 'unknown',
    attempts: run.attempts,
    crmMessageId: run.info.crmMessageId,
  }
}

/** A safe cause, where there is any. */
export function causeOf(run: Run, cause: unknown): Error | undefined {
  return cause === undefined ? undefined : safeCause(cause, run.secrets)
}
