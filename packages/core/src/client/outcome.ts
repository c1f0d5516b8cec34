import { isSameCode } from '../errors/codes/look-up-code.ts'
import type { WazzupApiError } from '../errors/api-error.ts'
import type { WazzupNetworkError } from '../errors/network-error.ts'
import type { WazzupValidationError } from '../errors/validation-error.ts'
import type { CallState } from './call-state.ts'
import type { Moment } from './timing/clock.ts'

/** How one attempt ended. */
export type Outcome = { result: unknown } | { error: WazzupApiError | WazzupNetworkError | WazzupValidationError }

/** Records the start of an attempt whose effect is unknown. Does nothing for a GET, which has no effect. */
export function noteUnknown(run: CallState, startedAt: Moment): void {
  if (run.endpoint.method !== 'GET') run.unknownSince ??= startedAt
}

/**
 * Whether a rejection means that the work is already done. A repeated `crmMessageId` always means that: the same message
 * was accepted from an earlier attempt, call or process. The 404 of a deletion means it only on a retry.
 */
export function isDone(run: CallState, { status, code }: WazzupApiError): boolean {
  const { doneWhen, repeat } = run.endpoint
  if (doneWhen === undefined || (repeat !== 'keyed' && run.unknownSince === undefined)) return false
  return typeof doneWhen === 'number'
    ? status === doneWhen
    : status < 500 && code !== undefined && isSameCode(code, doneWhen)
}

/** Returns the result of a call whose work was done by an earlier attempt or call. */
export function doneResult({ endpoint, info }: CallState): unknown {
  return endpoint.keyed?.toResult(info.crmMessageId!)
}
