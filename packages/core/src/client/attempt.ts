import { WazzupNetworkError } from '../errors/network-error.ts'
import { causeOf, contextOf, timeLeft, type CallState } from './call-state.ts'
import { notify } from './hooks.ts'
import { cutRejection, isProof, judgeResponse, needsCode } from './judge-response.ts'
import { noteUnknown, type Outcome } from './outcome.ts'
import { momentNow, monotonicNow, type Moment } from './timing/clock.ts'
import { timeToRepeat } from './timing/retry.ts'
import { isCrossOrigin, isOffline } from './transport/browser-network.ts'
import type { ResponseHead } from './transport/response.ts'
import type { AttemptFailure, HttpRequest } from './transport/transport.ts'

/** Makes one attempt and judges it. Notes in `run` when its effect is not known. */
export function makeAttempt(run: CallState, request: HttpRequest, attemptTimeout: number): Promise<Outcome> {
  const startedAt = momentNow()
  run.attempts++
  const { hooks } = run.client.options
  // Built for hooks only: most clients have none.
  const info = hooks && { ...run.info, attempt: run.attempts }
  if (info) notify(hooks, 'onRequest', info)
  const answered = (status: number) =>
    info && notify(hooks, 'onResponse', { ...info, status, milliseconds: monotonicNow() - startedAt.monotonic })
  return run.client.transport(request, timeFor(run, attemptTimeout), run.signal).then(
    (answer) => {
      answered(answer.status)
      return judgeResponse(run, answer, startedAt, request)
    },
    (failure: AttemptFailure) => {
      if (failure.head) answered(failure.head.status)
      return judgeFailure(run, failure, startedAt, request)
    },
  )
}

/** What is left for this attempt; a repeated send also has to end inside the window that protects it. */
function timeFor(run: CallState, attemptTimeout: number): number {
  return Math.max(0, Math.min(attemptTimeout, timeLeft(run), timeToRepeat(run.endpoint.repeat, run.unknownSince)))
}

function judgeFailure(run: CallState, failure: AttemptFailure, startedAt: Moment, request: HttpRequest): Outcome {
  const { head, reason, left } = failure
  if (head && reason !== 'aborted') {
    if (needsCode(run, head.status)) return cutRejection(run, head.status, startedAt)
    if (saysEnough(run, head)) return judgeResponse(run, { ...head, text: '' }, startedAt, request)
  }
  if (left && !(head && isProof(head.status))) noteUnknown(run, startedAt)
  const what = {
    connection: left ? 'the connection broke before an answer came' : 'no connection could be made',
    timeout: head ? 'time was up while the answer was read' : 'no answer came in time',
    aborted: 'called off',
    unreadable: 'the connection broke while the answer was read',
  }[reason]
  const hint = reason === 'connection' ? pageHint(request.url, left) : ''
  return { error: new WazzupNetworkError(what + hint, reason, contextOf(run), causeOf(run, failure.cause)) }
}

/** What a page cannot tell apart: browsers do not say why a request failed. */
function pageHint(url: string, left: boolean): string {
  if (!left) return isOffline(url) ? ': this browser is offline' : ''
  if (!isCrossOrigin(url)) return ''
  return ', or the browser blocked the call: baseUrl is another origin than this page, so look at CORS there'
}

/** Whether the status alone is an answer, so that a lost body does not matter. */
function saysEnough(run: CallState, { status }: ResponseHead): boolean {
  return status >= 300 || !run.endpoint.output
}
