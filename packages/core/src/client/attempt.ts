import { WazzupNetworkError } from '../errors/network-error.ts'
import { causeOf, contextOf, timeLeft, type CallState } from './call-state.ts'
import { notify } from './hooks.ts'
import { provesRejection } from '../errors/codes/look-up-code.ts'
import { openRejection, judgeResponse, needsCode } from './judge-response.ts'
import { noteUnknown, type Outcome } from './outcome.ts'
import { elapsedSince, momentNow, type Moment } from './timing/clock.ts'
import { timeToRepeat } from './timing/retry.ts'
import { isCrossOrigin, isOffline } from './transport/browser-network.ts'
import type { AttemptFailure, HttpRequest } from './transport/transport.ts'

/** Makes one attempt and returns its outcome. If the effect of the attempt is unknown, records that in `run`. */
export function makeAttempt(run: CallState, request: HttpRequest, attemptTimeout: number): Promise<Outcome> {
  const startedAt = momentNow()
  run.attempts++
  const { hooks } = run.client.options
  // Most clients have no hooks, so the object is created only for those that do.
  const info = hooks && { ...run.info, attempt: run.attempts }
  if (info) notify(hooks, 'onRequest', info)
  const notifyResponse = (status: number) =>
    info && notify(hooks, 'onResponse', { ...info, status, milliseconds: elapsedSince(startedAt) })
  return run.client.transport(request, timeFor(run, attemptTimeout), run.signal).then(
    (response) => {
      notifyResponse(response.status)
      return judgeResponse(run, response, startedAt, request)
    },
    (failure: AttemptFailure) => {
      if (failure.head) notifyResponse(failure.head.status)
      return judgeFailure(run, failure, startedAt, request)
    },
  )
}

/**
 * Returns the milliseconds that this attempt may take. A repeated send must also end while Wazzup still remembers its
 * `crmMessageId`; a later one would be sent as a second message.
 */
function timeFor(run: CallState, attemptTimeout: number): number {
  return Math.max(0, Math.min(attemptTimeout, timeLeft(run), timeToRepeat(run.endpoint.repeat, run.unknownSince)))
}

function judgeFailure(run: CallState, failure: AttemptFailure, startedAt: Moment, request: HttpRequest): Outcome {
  const { head, reason, mayBeSent } = failure
  // A 429 counts even if the caller has stopped reading, because it delays all calls with the key.
  if (head && (reason !== 'aborted' || head.status === 429)) {
    if (needsCode(run, head.status)) return openRejection(run, head.status, startedAt)
    // The body of a 2xx may be an error, also for a call that returns nothing.
    if (head.status >= 300) return judgeResponse(run, { ...head, text: '' }, startedAt, request)
  }
  if (mayBeSent && !(head && provesRejection(head.status))) noteUnknown(run, startedAt)
  const what = {
    connection: mayBeSent ? 'the connection broke before the response' : 'could not connect',
    timeout: head ? 'timed out while reading the response' : 'no response came in time',
    aborted: 'aborted',
    unreadable: 'the connection broke while reading the response',
  }[reason]
  const hint = reason === 'connection' ? pageHint(request.url, mayBeSent) : ''
  return { error: new WazzupNetworkError(what + hint, reason, contextOf(run), causeOf(run, failure.cause)) }
}

/** Returns possible causes to add to the message, because browsers do not report why a request failed. */
function pageHint(url: string, mayBeSent: boolean): string {
  if (!mayBeSent) return isOffline(url) ? ': this browser is offline' : ''
  if (!isCrossOrigin(url)) return ''
  return ', or the browser blocked the call: baseUrl is another origin than this page, so check its CORS'
}
