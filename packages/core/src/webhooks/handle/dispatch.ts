import { createInputError } from '../../errors/validation-error.ts'
import { isQuestion, readEntity, type QuestionKind } from './question-responses.ts'
import { jsonResponse, type WebhookResponse } from '../../inbound/webhook-response.ts'
import type { OnError } from './error-log.ts'
import type { EventKind, Events } from '../events/events.ts'
import type { DeliveryState } from './delivery-state.ts'
import type { Context } from './handlers.ts'
import type { Handlers, RegisteredHandler } from './registry.ts'
import { keepAlive } from './keep-alive.ts'
import { questionError, questionIn, type Question } from './questions.ts'
import { lateError, rejectWith } from '../receive/reject.ts'
import type { ReceivedEvent } from '../receive/split-delivery.ts'

/** The context of the handlers of one event, while they run. */
export interface Opened {
  context: Context
  /** Called when they have ended; set by the first reply. */
  close: (() => void) | undefined
  /** Whether they have ended. */
  isClosed: boolean
}

/** The parts of a receiver that dispatching needs. */
export interface Dispatcher {
  handlers: Handlers
  /** Returns the event with its author corrected, if the client of the receiver sent the message. */
  recognize(event: Events[EventKind]): Events[EventKind]
  open(received: ReceivedEvent, state: DeliveryState): Opened
  report: OnError
}

/** Calls the handlers of all events of a delivery, and returns the response. Returns no promise when no handler is asynchronous. */
export function dispatch(
  dispatcher: Dispatcher,
  state: DeliveryState,
  received: readonly ReceivedEvent[],
): WebhookResponse | Promise<WebhookResponse> {
  const questions = questionsIn(received)
  const handled = handleAll(dispatcher, state, questions.length === 0 ? received : notificationsIn(received))
  const isAfter = state.background !== undefined && runsAfterResponse(dispatcher, state, handled)
  const failures = isAfter ? 0 : handled
  const question = pickQuestion(dispatcher, questions)
  if (!question) return failures instanceof Promise ? failures.then(respondToFailures) : respondToFailures(failures)
  const response = answer(dispatcher, state, question, (_event, ask) => ask())
  if (!(isAfter && handled instanceof Promise)) void response.finally(() => state.end())
  return failures instanceof Promise ? failures.then(() => response) : response
}

/** Returns whether the response leaves the handlers out: they have ended, or the host stays alive until they have. */
function runsAfterResponse(dispatcher: Dispatcher, state: DeliveryState, handled: number | Promise<number>): boolean {
  if (!(handled instanceof Promise)) return true
  const ended = handled.finally(() => state.end())
  let expire: (() => void) | undefined
  const deadline = new Promise<void>((resolve) => (expire = resolve))
  // A host waits for this promise when it stops, also when a handler never ends.
  if (!keepAlive(dispatcher.report, state, Promise.race([ended, deadline]))) return false
  state.watch(() => {
    reportLate(dispatcher, state)
    expire?.()
  })
  return true
}

/** Returns the question to answer, and reports what is wrong with the questions. */
export function pickQuestion(dispatcher: Dispatcher, questions: readonly Question[]): Question | undefined {
  reportLeftOut(dispatcher, questions)
  // A question that cannot be read does not prevent the response to the question beside it.
  const question = questions.find(({ problem }) => problem === undefined) ?? questions[0]
  for (const other of questions) {
    const { kind, problem = 'came together with another question', received } = other
    if (other !== question) dispatcher.report(questionError(kind, problem), received.event)
  }
  return question
}

/** Reports the entries that were left out of the lists of a readable question. */
function reportLeftOut(dispatcher: Dispatcher, questions: readonly Question[]): void {
  for (const { problem, received: read } of questions) {
    if (read.issues && !problem) dispatcher.report(createInputError(read.issues, 'delivery'), read.event)
  }
}

/** Reports a handler that hangs after the response, with the number of events that wait for it. */
function reportLate({ report }: Dispatcher, { unfinished, waiting, timeout }: DeliveryState): void {
  if (unfinished) report(lateError(timeout, waiting), unfinished)
}

export function questionsIn(received: readonly ReceivedEvent[]): Question[] {
  const questions: Question[] = []
  for (const each of received) {
    const question = questionIn(each)
    if (question) questions.push(question)
  }
  return questions
}

export function notificationsIn(received: readonly ReceivedEvent[]): ReceivedEvent[] {
  return received.filter(({ event }) => !isQuestion(event.kind))
}

function respondToFailures(failures: number): WebhookResponse {
  return failures === 0 ? { status: 200 } : rejectWith(500, `${failures} of the handlers failed`)
}

/** Handles one event after the other and counts the failures. Awaits only promises. */
function handleAll(
  dispatcher: Dispatcher,
  state: DeliveryState,
  received: readonly ReceivedEvent[],
): number | Promise<number> {
  const run: Run = { dispatcher, state, failures: 0 }
  for (const [index, each] of received.entries()) {
    const pending = handleOne(run, each)
    if (pending) return handleRest(run, pending, received.slice(index + 1))
  }
  return run.failures
}

async function handleRest(run: Run, first: Promise<void>, rest: readonly ReceivedEvent[]): Promise<number> {
  run.state.waiting = rest.length
  await first
  for (const each of rest) {
    run.state.waiting--
    const pending = handleOne(run, each)
    if (pending) await pending
  }
  return run.failures
}

/** The handling of one delivery. */
interface Run {
  dispatcher: Dispatcher
  state: DeliveryState
  failures: number
}

function fail(run: Run, { event }: ReceivedEvent, error: unknown): void {
  run.failures++
  run.dispatcher.report(error, event)
}

function handleOne(run: Run, given: ReceivedEvent): Promise<void> | undefined {
  const event = run.dispatcher.recognize(given.event)
  const received = event === given.event ? given : { ...given, event }
  const registered = run.dispatcher.handlers.get(event.kind)
  if (!registered) {
    reportUnread(run.dispatcher, event)
    return undefined
  }
  const handlers = registered.some(({ maxAge }) => maxAge !== Infinity) ? inTime(registered, event) : registered
  const opened = run.dispatcher.open(received, run.state)
  for (const [index, handler] of handlers.entries()) {
    try {
      const result = handler.run(event, opened.context)
      if (isPending(result)) return finish(run, received, opened, result, handlers.slice(index + 1))
    } catch (error) {
      fail(run, received, error)
    }
  }
  close(opened)
  return undefined
}

/** Returns the handlers for which an event is not too old. */
function inTime(handlers: readonly RegisteredHandler[], { at }: Events[EventKind]): readonly RegisteredHandler[] {
  const age = Date.now() - at
  return handlers.filter(({ maxAge }) => age <= maxAge)
}

function close(opened: Opened): void {
  opened.isClosed = true
  opened.close?.()
}

async function finish(
  run: Run,
  received: ReceivedEvent,
  opened: Opened,
  first: PromiseLike<unknown>,
  rest: readonly RegisteredHandler[],
): Promise<void> {
  const attempt = async (work: () => unknown): Promise<void> => {
    try {
      await work()
    } catch (error) {
      fail(run, received, error)
    }
  }
  run.state.begin(received.event)
  await attempt(() => first)
  for (const handler of rest) await attempt(() => handler.run(received.event, opened.context))
  run.state.finish(received.event)
  close(opened)
}

/** Reports an unreadable item when `unrecognized` has no handler. An unreadable question is reported with its response instead. */
export function reportUnread({ report }: Dispatcher, event: Events[EventKind]): void {
  if (event.kind !== 'unrecognized' || event.issues.length === 0 || isQuestion(event.key)) return
  const issues = event.issues.map(({ path, message }) => ({ path: path ? `${event.key}.${path}` : event.key, message }))
  report(createInputError(issues, 'delivery'), event)
}

function isPending(result: unknown): result is PromiseLike<unknown> {
  return typeof (result as { then?: unknown } | null | undefined)?.then === 'function'
}

/** Answers a question: asks its handler, or returns what was answered before. */
type Answering = (event: Events[EventKind], ask: () => Promise<WebhookResponse>) => Promise<WebhookResponse>

/** Returns the response to a question. The entity that its handler returns is checked before it is sent. */
export async function answer(
  dispatcher: Dispatcher,
  state: DeliveryState,
  question: Question,
  answering: Answering,
): Promise<WebhookResponse> {
  const { kind, problem, received } = question
  const { event } = received
  if (problem !== undefined) {
    dispatcher.report(questionError(kind, `${problem}; the handler was not called, and Wazzup gets 400`), event)
    return rejectWith(400, `${kind} ${problem}`)
  }
  const handler = dispatcher.handlers.get(kind)?.[0]?.run
  if (!handler) {
    const missing =
      'has no handler, and Wazzup gets 501. Register a handler, or set contactsAndDealsCreation of the subscription to false'
    dispatcher.report(questionError(kind, missing), event)
    return rejectWith(501, `${kind} has no handler`)
  }
  state.begin(event)
  let failure = rejectWith(503, 'the store failed')
  try {
    return await answering(event, () => {
      failure = rejectWith(500, `the handler of ${kind} failed`)
      return askHandler(kind, () => handler(event, dispatcher.open(received, state).context))
    })
  } catch (error) {
    dispatcher.report(error, event)
    return failure
  } finally {
    state.finish(event)
  }
}

async function askHandler(kind: QuestionKind, call: () => unknown): Promise<WebhookResponse> {
  const reading = readEntity(kind, await call())
  if (!reading.issues) return jsonResponse(200, reading.value)
  const issues = reading.issues.map(({ path, message }) => ({ path: path || 'entity', message }))
  throw createInputError(issues, `response to ${kind}`)
}
