import { errorFromResponse } from '../errors/from-response/from-response.ts'
import { errorUnderSuccess } from '../errors/from-response/error-under-success.ts'
import { provesNothing } from '../errors/codes/look-up-code.ts'
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

/** Judges a complete response. */
export function judgeResponse(run: CallState, answer: FullResponse, startedAt: Moment, request: HttpRequest): Outcome {
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
  if (isDone(run, error)) return { result: doneResult(run) }
  if (!provesNothing(error.code, status) || run.unknownSince !== undefined) return { error }
  noteUnknown(run, startedAt)
  return { error: readError(run, answer) }
}

/** The error that a response is, with what is known of the effect by now. */
function readError(run: CallState, answer: FullResponse): WazzupApiError {
  return errorFromResponse(answer, contextOf(run), run.endpoint, run.secrets, run.client.options.explain)
}

function judgeSuccess(run: CallState, answer: FullResponse, startedAt: Moment): Outcome {
  const { keyed, output } = run.endpoint
  const isBlank = answer.text.trim() === ''
  const parsed = isBlank ? { json: undefined } : parseJson(answer.text)
  const isError = parsed !== undefined && errorUnderSuccess(parsed.json)
  if (isError && isDone(run, readError(run, answer))) return { result: doneResult(run) }
  // A send is asked for again under its id, and the repeat tells.
  if (isError && !keyed) {
    noteUnknown(run, startedAt)
    return { error: readError(run, answer) }
  }
  if (!output && !isPage(answer.text)) return { result: undefined }
  const reading = parsed && output && parse(output, unwrapEntity(output, parsed.json))
  if (parsed && reading && !reading.issues && !isError) {
    // The result of a send contains everything that Wazzup said of it.
    if (keyed) return { result: keyed.toResult(run.info.crmMessageId!, reading.value as object) }
    keepRaw(reading.value, parsed.json)
    return { result: reading.value }
  }
  noteUnknown(run, startedAt)
  // A send is asked for again under its id, and the repeat tells; what has no id can only be reported.
  if (reading?.issues && !isBlank && !keyed) {
    return { error: new WazzupValidationError('output', reading.issues, contextOf(run)) }
  }
  const code = isError ? readError(run, answer).code : undefined
  const something = code ? `an error, ${code}` : 'not what this call answers'
  const what = isBlank ? 'empty' : parsed ? something : 'not JSON, or cut off'
  return {
    error: new WazzupNetworkError(`the answer (HTTP ${answer.status}) is ${what}`, 'unreadable', contextOf(run)),
  }
}

/** An HTML page in place of Wazzup's response: a captive portal, or a `baseUrl` that leads to a website. */
function isPage(text: string): boolean {
  return text.trimStart().startsWith('<')
}

/**
 * Whether a rejection with this status says nothing without its code: 400 stands for what is wrong with a message, for a
 * message that was sent before, and for a fault inside Wazzup. A read has no effect, whichever it was.
 */
export function needsCode(run: CallState, status: number): boolean {
  return run.endpoint.method !== 'GET' && status >= 400 && status < 500 && !isProof(status)
}

/** Statuses that reject a call whatever their body says: the key, the route, the size, the rate. */
export function isProof(status: number): boolean {
  return [401, 403, 404, 405, 406, 411, 413, 414, 415, 429, 431].includes(status)
}

/** A body that began as JSON and did not end as such. */
function isCutJson(text: string): boolean {
  return /^\s*[[{]/.test(text) && parseJson(text) === undefined
}

/** A rejection whose code was lost; asked again, Wazzup gives it once more. */
export function cutRejection(run: CallState, status: number, startedAt: Moment): Outcome {
  noteUnknown(run, startedAt)
  const what = `the response (HTTP ${status}) was cut off, so its error code is not known`
  return { error: new WazzupNetworkError(what, 'unreadable', contextOf(run)) }
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
