import { keepRaw, parseJson, type Answer, type AnswerHead } from './answer.ts'
import { isSameCode } from './errors/find-facts.ts'
import { errorFromAnswer } from './errors/from-answer.ts'
import { WazzupNetworkError, WazzupValidationError, type WazzupApiError } from './errors/wazzup-error.ts'
import { notify } from './hooks.ts'
import { read } from './read.ts'
import { REPEAT_WINDOW } from './retry.ts'
import { causeOf, contextOf, type Run } from './run.ts'
import type { Sent } from './resources/messages.ts'
import type { AttemptFailure, HttpRequest } from './transport.ts'

/** How one attempt ended. */
export type Outcome = { result: unknown } | { error: WazzupApiError | WazzupNetworkError | WazzupValidationError }

/** Makes one attempt and judges it. Notes in `run` when its effect is not known. */
export function makeAttempt(run: Run, request: HttpRequest, attemptTimeout: number): Promise<Outcome> {
  const startedAt = Date.now()
  run.attempts++
  const { hooks } = run.client.options
  // Built for hooks only: most clients have none.
  const info = hooks && { ...run.info, attempt: run.attempts }
  if (info) notify(hooks, 'onRequest', info)
  const answered = (status: number) =>
    info && notify(hooks, 'onResponse', { ...info, status, milliseconds: Date.now() - startedAt })
  return run.client.transport(request, timeFor(run, startedAt, attemptTimeout), run.signal).then(
    (answer) => {
      answered(answer.status)
      return judge(run, answer, startedAt, request.url)
    },
    (failure: AttemptFailure) => {
      if (failure.head) answered(failure.head.status)
      return judgeFailure(run, failure, startedAt, request.url)
    },
  )
}

/** What is left for this attempt; a repeated send also has to end inside the window that protects it. */
function timeFor(run: Run, now: number, attemptTimeout: number): number {
  const windowEnd =
    run.endpoint.repeat === 'keyed' && run.unknownSince !== undefined ? run.unknownSince + REPEAT_WINDOW : Infinity
  return Math.max(0, Math.min(attemptTimeout, run.deadline - now, windowEnd - now))
}

/** A read has no effect, so nothing about it is ever unknown. */
function noteUnknown(run: Run, startedAt: number): void {
  if (run.endpoint.method !== 'GET') run.unknownSince ??= startedAt
}

function judge(run: Run, answer: Answer, startedAt: number, url: string): Outcome {
  const { status } = answer
  if (status >= 200 && status < 300) return judgeSuccess(run, answer, startedAt)
  if (status < 400) {
    noteUnknown(run, startedAt)
    return { error: redirectError(run, answer, url) }
  }
  if (status >= 500) noteUnknown(run, startedAt)
  const error = errorFromAnswer(answer, contextOf(run), run.secrets, run.client.options.explain)
  return isDone(run, error) ? { result: repeatedResult(run) } : { error }
}

function judgeSuccess(run: Run, answer: Answer, startedAt: number): Outcome {
  const { output, repeat } = run.endpoint
  if (!output && !isPage(answer.text)) return { result: undefined }
  const isBlank = answer.text.trim() === ''
  const parsed = isBlank ? { json: undefined } : parseJson(answer.text)
  const reading = parsed && output && read(output, parsed.json)
  if (parsed && reading && !reading.issues) {
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
  const what = isBlank ? 'empty' : parsed ? 'not what this call answers' : 'not JSON, or cut off'
  return {
    error: new WazzupNetworkError(`the answer (HTTP ${answer.status}) is ${what}`, 'unreadable', contextOf(run)),
  }
}

/** Somebody else's page in place of Wazzup's answer: a captive portal, or a baseUrl that leads to a website. */
function isPage(text: string): boolean {
  return text.trimStart().startsWith('<')
}

function judgeFailure(run: Run, failure: AttemptFailure, startedAt: number, url: string): Outcome {
  const { head, reason, left } = failure
  const isRefused = head !== undefined && head.status >= 400 && head.status < 500
  if (head && reason !== 'aborted' && saysEnough(run, head)) return judge(run, { ...head, text: '' }, startedAt, url)
  if (left && !isRefused) noteUnknown(run, startedAt)
  const what = {
    connection: left ? 'the connection broke before an answer came' : 'no connection could be made',
    timeout: head ? 'time was up while the answer was read' : 'no answer came in time',
    aborted: 'called off',
    unreadable: 'the connection broke while the answer was read',
  }[reason]
  return { error: new WazzupNetworkError(what, reason, contextOf(run), causeOf(run, failure.cause)) }
}

/** Whether the status alone is an answer, so that a lost body does not matter. */
function saysEnough(run: Run, { status }: AnswerHead): boolean {
  return status >= 300 || !run.endpoint.output
}

/** Whether a refused repeat means that an earlier attempt, whose answer was lost, did the work. */
function isDone(run: Run, { status, code }: WazzupApiError): boolean {
  const { doneWhen } = run.endpoint
  if (run.unknownSince === undefined || doneWhen === undefined) return false
  return typeof doneWhen === 'number'
    ? status === doneWhen
    : status < 500 && code !== undefined && isSameCode(code, doneWhen)
}

function repeatedResult(run: Run): Sent | undefined {
  if (run.endpoint.repeat !== 'keyed') return undefined
  return { messageId: null, chatId: null, crmMessageId: run.info.crmMessageId!, repeated: true }
}

function acceptedSend(run: Run, answer: Partial<Sent>): Sent {
  const { messageId = null, chatId = null } = answer
  return { ...answer, messageId, chatId, crmMessageId: run.info.crmMessageId!, repeated: false }
}

/** Never followed: the key would travel to wherever the address points. */
function redirectError(run: Run, answer: AnswerHead, url: string): WazzupNetworkError {
  const target = originOf(answer.header('location'), url)
  const where = target ? ` to ${target}` : ''
  return new WazzupNetworkError(
    `the answer is a redirect${where}, which is not followed; check baseUrl`,
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
