import { keepRaw, parseJson, type FullResponse, type ResponseHead } from './transport/response.ts'
import { momentNow, monotonicNow, type Moment } from './timing/clock.ts'
import { errorUnderSuccess } from '../errors/from-response/error-under-success.ts'
import { isSameCode, provesNothing } from '../errors/codes/look-up-code.ts'
import { errorFromResponse } from '../errors/from-response/from-response.ts'
import { readAnswerWithoutKey, readProblem, type Problem } from '../errors/from-response/from-problem.ts'
import { WazzupNetworkError } from '../errors/network-error.ts'
import { WazzupValidationError } from '../errors/validation-error.ts'
import type { WazzupApiError } from '../errors/api-error.ts'
import { notify } from './hooks.ts'
import { parse } from '../schema/schema.ts'
import { isCrossOrigin, isOffline } from './transport/browser-network.ts'
import { timeToRepeat } from './timing/retry.ts'
import { causeOf, contextOf, timeLeft, type CallState } from './call-state.ts'
import type { Sent } from '../api/messages/messages.ts'
import type { AttemptFailure, HttpRequest } from './transport/transport.ts'
import { unwrapEntity } from '../schema/unwrap-entity.ts'

/** How one attempt ended. */
export type Outcome = { result: unknown } | { error: WazzupApiError | WazzupNetworkError | WazzupValidationError }

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
      return judge(run, answer, startedAt, request)
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

/** A read has no effect, so nothing about it is ever unknown. */
function noteUnknown(run: CallState, startedAt: Moment): void {
  if (run.endpoint.method !== 'GET') run.unknownSince ??= startedAt
}

function judge(run: CallState, answer: FullResponse, startedAt: Moment, request: HttpRequest): Outcome {
  const { status } = answer
  if (status >= 200 && status < 300) return judgeSuccess(run, answer, startedAt)
  if (status < 400) {
    noteUnknown(run, startedAt)
    return { error: redirectError(run, answer, request.url) }
  }
  if (needsCode(run, status) && isCutJson(answer.text)) return cutRejection(run, status, startedAt)
  const problem = problemIn(run, answer, request)
  if (problem) return judgeProblem(run, problem, startedAt)
  const error = readError(run, answer)
  if (isDone(run, error)) return { result: repeatedResult(run) }
  if (!provesNothing(error.code, status) || run.unknownSince !== undefined) return { error }
  noteUnknown(run, startedAt)
  return { error: readError(run, answer) }
}

/** The error that a response is, with what is known of the effect by now. */
function readError(run: CallState, answer: FullResponse): WazzupApiError {
  return errorFromResponse(answer, contextOf(run), run.endpoint, run.secrets, run.client.options.explain)
}

/** What a gateway said, or, to a client without a key, whatever stands in front of it. */
function problemIn(run: CallState, answer: FullResponse, { headers }: HttpRequest): Problem | undefined {
  const isWithoutKey = run.endpoint.key === 'api' && headers.authorization === undefined
  return readProblem(answer, run.secrets) ?? (isWithoutKey ? readAnswerWithoutKey(answer, run.secrets) : undefined)
}

function judgeProblem(run: CallState, problem: Problem, startedAt: Moment): Outcome {
  if (problem.effect === 'unknown') noteUnknown(run, startedAt)
  const error = problem.toError(contextOf(run))
  // The 404 of a gateway does not say that something is already gone.
  const isDoneBefore = problem.isFromWazzup && error.name === 'WazzupApiError' && isDone(run, error)
  return isDoneBefore ? { result: repeatedResult(run) } : { error }
}

function judgeSuccess(run: CallState, answer: FullResponse, startedAt: Moment): Outcome {
  const { output, repeat } = run.endpoint
  const isBlank = answer.text.trim() === ''
  const parsed = isBlank ? { json: undefined } : parseJson(answer.text)
  const isError = parsed !== undefined && errorUnderSuccess(parsed.json)
  if (isError && isDone(run, readError(run, answer))) return { result: repeatedResult(run) }
  // A send is asked for again under its id, and the repeat tells.
  if (isError && repeat !== 'keyed') {
    noteUnknown(run, startedAt)
    return { error: readError(run, answer) }
  }
  if (!output && !isPage(answer.text)) return { result: undefined }
  const reading = parsed && output && parse(output, unwrapEntity(output, parsed.json))
  if (parsed && reading && !reading.issues && !isError) {
    // Everything Wazzup said of a send is in its result.
    if (repeat === 'keyed') return { result: acceptedSend(run, reading.value as object) }
    keepRaw(reading.value, parsed.json)
    return { result: reading.value }
  }
  noteUnknown(run, startedAt)
  // A send is asked for again under its id, and the repeat tells; what has no id can only be reported.
  if (reading?.issues && !isBlank && repeat !== 'keyed') {
    return { error: new WazzupValidationError('output', reading.issues, contextOf(run)) }
  }
  const code = isError ? readError(run, answer).code : undefined
  const something = code ? `an error, ${code}` : 'not what this call answers'
  const what = isBlank ? 'empty' : parsed ? something : 'not JSON, or cut off'
  return {
    error: new WazzupNetworkError(`the answer (HTTP ${answer.status}) is ${what}`, 'unreadable', contextOf(run)),
  }
}

/** Somebody else's page in place of Wazzup's answer: a captive portal, or a baseUrl that leads to a website. */
function isPage(text: string): boolean {
  return text.trimStart().startsWith('<')
}

function judgeFailure(run: CallState, failure: AttemptFailure, startedAt: Moment, request: HttpRequest): Outcome {
  const { head, reason, left } = failure
  if (head && reason !== 'aborted') {
    if (needsCode(run, head.status)) return cutRejection(run, head.status, startedAt)
    if (saysEnough(run, head)) return judge(run, { ...head, text: '' }, startedAt, request)
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

/**
 * Whether a rejection with this status says nothing without its code: 400 stands for what is wrong with a message, for a
 * message that was sent before, and for a fault inside Wazzup. A read has no effect, whichever it was.
 */
function needsCode(run: CallState, status: number): boolean {
  return run.endpoint.method !== 'GET' && status >= 400 && status < 500 && !isProof(status)
}

/** Statuses that reject a call whatever their body says: the key, the route, the size, the rate. */
function isProof(status: number): boolean {
  return [401, 403, 404, 405, 406, 411, 413, 414, 415, 429, 431].includes(status)
}

/** A body that began as JSON and did not end as such. */
function isCutJson(text: string): boolean {
  return /^\s*[[{]/.test(text) && parseJson(text) === undefined
}

/** A rejection whose code was lost; asked again, Wazzup gives it once more. */
function cutRejection(run: CallState, status: number, startedAt: Moment): Outcome {
  noteUnknown(run, startedAt)
  const what = `the response (HTTP ${status}) was cut off, so its error code is not known`
  return { error: new WazzupNetworkError(what, 'unreadable', contextOf(run)) }
}

/** Whether the status alone is an answer, so that a lost body does not matter. */
function saysEnough(run: CallState, { status }: ResponseHead): boolean {
  return status >= 300 || !run.endpoint.output
}

/**
 * Whether a rejection means that the work is done. An id names one message, so a send that was sent before is done on
 * any attempt: by an earlier call, by another process, or by an attempt whose response was lost. A deletion is done when
 * nothing is left to delete on a repeat.
 */
function isDone(run: CallState, { status, code }: WazzupApiError): boolean {
  const { doneWhen, repeat } = run.endpoint
  if (doneWhen === undefined || (repeat !== 'keyed' && run.unknownSince === undefined)) return false
  return typeof doneWhen === 'number'
    ? status === doneWhen
    : status < 500 && code !== undefined && isSameCode(code, doneWhen)
}

function repeatedResult(run: CallState): Sent | undefined {
  if (run.endpoint.repeat !== 'keyed') return undefined
  return { messageId: null, chatId: null, crmMessageId: run.info.crmMessageId!, repeated: true }
}

function acceptedSend(run: CallState, answer: Partial<Sent>): Sent {
  // A gateway answers with the result of its own send, which says when the message had been sent before.
  const { messageId = null, chatId = null, repeated } = answer
  return { ...answer, messageId, chatId, crmMessageId: run.info.crmMessageId!, repeated: repeated === true }
}

/** Never followed: the key would travel to wherever the address points. */
function redirectError(run: CallState, answer: ResponseHead, url: string): WazzupNetworkError {
  const target = originOf(answer.header('location'), url)
  const where = target ? ` to ${target}` : ''
  return new WazzupNetworkError(
    `the response is a redirect${where}, which is not followed: check baseUrl, or whether the session has expired`,
    'redirect',
    contextOf(run),
  )
}

/** The origin alone: the rest of an address may hold secrets. */
function originOf(location: string | null, base: string): string | undefined {
  try {
    return location === null ? undefined : new URL(location, base).origin
  } catch {
    return undefined
  }
}
