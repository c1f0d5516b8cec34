import { readErrorBody, type ErrorBody } from '../errors/from-response/error-body.ts'
import { errorFromResponse } from '../errors/from-response/from-response.ts'
import { errorUnderSuccess } from '../errors/from-response/error-under-success.ts'
import { isSameCode, provesNothing, provesRejection } from '../errors/codes/look-up-code.ts'
import type { WazzupApiError } from '../errors/api-error.ts'
import { WazzupNetworkError } from '../errors/network-error.ts'
import { WazzupValidationError } from '../errors/validation-error.ts'
import { parse } from '../schema/schema.ts'
import { unwrapEntity } from '../schema/unwrap-entity.ts'
import { contextOf, type CallState } from './call-state.ts'
import { judgeProblem, problemIn } from './judge-problem.ts'
import { doneResult, isDone, noteUnknown, type Outcome } from './outcome.ts'
import type { Moment } from './timing/clock.ts'
import { keepRaw, parseJson, type FullResponse, type ResponseHead } from './transport/response.ts'
import type { HttpRequest } from './transport/transport.ts'

/** Returns the outcome of an attempt that got a complete response. */
export function judgeResponse(
  run: CallState,
  response: FullResponse,
  startedAt: Moment,
  request: HttpRequest,
): Outcome {
  const { status } = response
  if (status >= 200 && status < 300) return judgeSuccess(run, response, startedAt)
  if (status < 400) {
    noteUnknown(run, startedAt)
    return { error: redirectError(run, response, request.url) }
  }
  if (needsCode(run, status) && isUnreadable(response.text)) return openRejection(run, status, startedAt)
  const body = readBody(run, response)
  const problem = problemIn(run, response, body, request)
  if (problem) return judgeProblem(run, problem, startedAt)
  const error = readError(run, response, body)
  if (isDone(run, error)) return { result: doneResult(run) }
  const { decisive } = body
  if (decisive && !isSameCode(error.code ?? '', decisive))
    return openRejection(run, status, startedAt, `names ${decisive} beside ${error.code ?? 'an error'}`)
  if (!provesNothing(error.code, status) || run.unknownSince !== undefined) return { error }
  noteUnknown(run, startedAt)
  return { error: readError(run, response, body) }
}

function readBody(run: CallState, response: FullResponse): ErrorBody {
  return readErrorBody(response, run.endpoint, run.secrets)
}

/** Creates the error of a response. Its `effect` depends on the attempts so far, so call it after `noteUnknown`. */
function readError(run: CallState, response: FullResponse, body = readBody(run, response)): WazzupApiError {
  return errorFromResponse(response, body, contextOf(run), run.endpoint, run.client.options.explain)
}

function judgeSuccess(run: CallState, response: FullResponse, startedAt: Moment): Outcome {
  const { keyed, method, output } = run.endpoint
  const isBlank = response.text.trim() === ''
  const parsed = isBlank ? { json: undefined } : parseJson(response.text)
  const expected = method === 'GET' || keyed ? 'data' : 'receipt'
  const isError = errorUnderSuccess(parsed ? parsed.json : response.text, expected)
  if (isError && isDone(run, readError(run, response))) return { result: doneResult(run) }
  // A send is not judged here: it is retried with the same `crmMessageId`, and that response shows whether it was
  // accepted.
  if (isError && !keyed) {
    noteUnknown(run, startedAt)
    return { error: readError(run, response) }
  }
  if (!output && !isPage(response.text) && !isCut(response.text)) return { result: undefined }
  const reading = parsed && output && parse(output, unwrapEntity(output, parsed.json))
  if (parsed && reading && !reading.issues && !isError) {
    // The result of a send already contains the whole response, so `keepRaw` is not needed.
    if (keyed) return { result: keyed.toResult(run.info.crmMessageId!, reading.value as object) }
    keepRaw(reading.value, parsed.json)
    return { result: reading.value }
  }
  noteUnknown(run, startedAt)
  // A validation error is final. A send gets a network error instead, so that it is retried with the same
  // `crmMessageId`.
  if (reading?.issues && !isBlank && !keyed) {
    return { error: new WazzupValidationError('output', reading.issues, contextOf(run)) }
  }
  const code = isError ? readError(run, response).code : undefined
  const something = code ? `an error, ${code}` : 'not what this call returns'
  const what = isBlank ? 'empty' : parsed ? something : 'not JSON, or cut off'
  return {
    error: new WazzupNetworkError(`the response (HTTP ${response.status}) is ${what}`, 'unreadable', contextOf(run)),
  }
}

/** Whether the body is HTML. Then it is not from Wazzup, but from a captive portal or a website under `baseUrl`. */
function isPage(text: string): boolean {
  return text.trimStart().startsWith('<')
}

/**
 * Whether the effect of a call cannot be known from this status without an error code: Wazzup returns 400 for an invalid
 * message, for a message that was already sent, and for a fault of its own. A GET has no effect, so it needs no code.
 */
export function needsCode(run: CallState, status: number): boolean {
  return run.endpoint.method !== 'GET' && status >= 400 && status < 500 && !provesRejection(status)
}

/** Whether the body starts as JSON but cannot be parsed, or is compressed or in another encoding. */
function isUnreadable(text: string): boolean {
  return /^\s*[[{]|[\0\uFFFD]/.test(text) && parseJson(text) === undefined
}

/** Whether the end of the body is missing. Wazzup also sends `{ ok }`, which is not JSON. */
function isCut(text: string): boolean {
  return isUnreadable(text) && !/[\]}]\s*$/.test(text)
}

/** Creates the outcome for a rejection that does not show whether the call had an effect. A retry may show it. */
export function openRejection(run: CallState, status: number, startedAt: Moment, problem = 'was cut off'): Outcome {
  noteUnknown(run, startedAt)
  const what = `the response (HTTP ${status}) ${problem}, so what happened is unknown`
  return { error: new WazzupNetworkError(what, 'unreadable', contextOf(run)) }
}

/** Creates the error for a redirect. Redirects are never followed, because the key would be sent to their target. */
function redirectError(run: CallState, response: ResponseHead, url: string): WazzupNetworkError {
  const target = originOf(response.header('location'), url)
  const where = target ? ` to ${target}` : ''
  return new WazzupNetworkError(
    `the response is a redirect${where}, which is not followed: check baseUrl, or whether the session has expired`,
    'redirect',
    contextOf(run),
  )
}

/** Returns only the origin, because the path and the query may contain secrets. */
function originOf(location: string | null, base: string): string | undefined {
  try {
    return location === null ? undefined : new URL(location, base).origin
  } catch {
    return undefined
  }
}
