import { isSameCode } from '../errors/codes/look-up-code.ts'
import type { WazzupApiError } from '../errors/api-error.ts'
import type { WazzupNetworkError } from '../errors/network-error.ts'
import type { WazzupValidationError } from '../errors/validation-error.ts'
import type { CallState } from './call-state.ts'
import type { Moment } from './timing/clock.ts'

/** How one attempt ended. */
export type Outcome = { result: unknown } | { error: WazzupApiError | WazzupNetworkError | WazzupValidationError }

/** A read has no effect, so nothing about it is ever unknown. */
export function noteUnknown(run: CallState, startedAt: Moment): void {
  if (run.endpoint.method !== 'GET') run.unknownSince ??= startedAt
}

/**
 * Whether a rejection means that the work is done. An id names one message, so a send that was sent before is done on
 * any attempt: by an earlier call, by another process, or by an attempt whose response was lost. A deletion is done when
 * nothing is left to delete on a repeat.
 */
export function isDone(run: CallState, { status, code }: WazzupApiError): boolean {
  const { doneWhen, repeat } = run.endpoint
  if (doneWhen === undefined || (repeat !== 'keyed' && run.unknownSince === undefined)) return false
  return typeof doneWhen === 'number'
    ? status === doneWhen
    : status < 500 && code !== undefined && isSameCode(code, doneWhen)
}

/** The result of a call whose work an earlier attempt or call has done. */
export function doneResult({ endpoint, info }: CallState): unknown {
  return endpoint.keyed?.toResult(info.crmMessageId!)
}
