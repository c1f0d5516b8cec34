import { createInputError } from '../../errors/validation-error.ts'
import { isQuestion, readEntity } from './question-responses.ts'
import { jsonResponse, type WebhookResponse } from '../../inbound/webhook-response.ts'
import type { OnError } from './error-log.ts'
import { eventKinds, type EventKind, type Events } from '../events/events.ts'
import type { DeliveryState } from './delivery-state.ts'
import type { Context } from './handlers.ts'
import { questionError, questionIn, type Question } from './questions.ts'
import { lateError, rejectWith } from '../receive/reject.ts'
import type { ReceivedEvent } from '../receive/split-delivery.ts'

/** A handler of an event of any kind. */
export type AnyHandler = (event: Events[EventKind], context: Context) => unknown

/** The handlers of each event, in the order in which they were registered. */
export type Handlers = Map<EventKind, AnyHandler[]>

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

function wrong(path: string, message: string): Error {
  return createInputError([{ path, message }])
}

/**
 * Registers a handler.
 *
 * @throws WazzupValidationError for an event that does not exist, and for a second handler of a question.
 */
export function addHandler(handlers: Handlers, kind: EventKind, handler: AnyHandler): void {
  if (!eventKinds.includes(kind)) throw wrong('event', `must be one of ${eventKinds.join(', ')}; got ${String(kind)}`)
  if (typeof handler !== 'function') throw wrong('handler', `of ${kind} must be a function`)
  const present = handlers.get(kind)
  if (present && isQuestion(kind)) throw wrong('event', `${kind} already has a handler, and can have only one`)
  handlers.set(kind, [...(present ?? []), handler])
}

/** Calls the handlers of all events of a delivery, and returns the response. Returns no promise when no handler is asynchronous. */
export function dispatch(
  dispatcher: Dispatcher,
  state: DeliveryState,
  received: readonly ReceivedEvent[],
): WebhookResponse | Promise<WebhookResponse> {
  const { background } = state
  const questions = questionsIn(received)
  reportLeftOut(dispatcher, questions)
  const handled = handleAll(dispatcher, state, questions.length === 0 ? received : notificationsIn(received))
  const isWaitedFor = background && handled instanceof Promise
  if (isWaitedFor) {
    state.watch(() => reportLate(dispatcher, state))
    background.waitUntil(handled.finally(() => state.end()))
  }
  const failures = background ? 0 : handled
  // A question that cannot be read does not prevent the response to the question beside it.
  const question = questions.find(({ problem }) => problem === undefined) ?? questions[0]
  if (!question) return failures instanceof Promise ? failures.then(respondToFailures) : respondToFailures(failures)
  for (const other of questions) {
    if (other === question) continue
    const { kind, problem = 'came together with another question' } = other
    dispatcher.report(questionError(kind, problem), other.received.event)
  }
  const response = respond(dispatcher, state, question)
  if (!isWaitedFor) void response.finally(() => state.end())
  return failures instanceof Promise ? failures.then(() => response) : response
}

/** Reports the entries that were left out of the lists of a readable question. */
function reportLeftOut(dispatcher: Dispatcher, questions: readonly Question[]): void {
  for (const { problem, received } of questions) {
    const { event, issues } = received
    if (issues && problem === undefined) dispatcher.report(createInputError(issues, 'delivery'), event)
  }
}

/** Reports a handler that hangs after the response, with the number of events that wait for it. */
function reportLate({ report }: Dispatcher, { unfinished, waiting, timeout }: DeliveryState): void {
  if (unfinished) report(lateError(timeout, waiting), unfinished)
}

function questionsIn(received: readonly ReceivedEvent[]): Question[] {
  const questions: Question[] = []
  for (const each of received) {
    const question = questionIn(each)
    if (question) questions.push(question)
  }
  return questions
}

function notificationsIn(received: readonly ReceivedEvent[]): ReceivedEvent[] {
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
  const handlers = run.dispatcher.handlers.get(event.kind)
  if (!handlers) {
    reportUnread(run, event)
    return undefined
  }
  const opened = run.dispatcher.open(received, run.state)
  for (const [index, handler] of handlers.entries()) {
    try {
      const result = handler(event, opened.context)
      if (isPending(result)) return finish(run, received, opened, result, handlers.slice(index + 1))
    } catch (error) {
      fail(run, received, error)
    }
  }
  close(opened)
  return undefined
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
  rest: readonly AnyHandler[],
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
  for (const handler of rest) await attempt(() => handler(received.event, opened.context))
  run.state.finish(received.event)
  close(opened)
}

/** Reports an unreadable item when `unrecognized` has no handler. An unreadable question is reported with its response instead. */
function reportUnread({ dispatcher }: Run, event: Events[EventKind]): void {
  if (event.kind !== 'unrecognized' || event.issues.length === 0 || isQuestion(event.key)) return
  const issues = event.issues.map(({ path, message }) => ({ path: path ? `${event.key}.${path}` : event.key, message }))
  dispatcher.report(createInputError(issues, 'delivery'), event)
}

function isPending(result: unknown): result is PromiseLike<unknown> {
  return typeof (result as { then?: unknown } | null | undefined)?.then === 'function'
}

/** Calls the handler of a question, and checks the entity that it returns before it is sent. */
async function respond(dispatcher: Dispatcher, state: DeliveryState, question: Question): Promise<WebhookResponse> {
  const { kind, problem, received } = question
  const { event } = received
  if (problem !== undefined) {
    dispatcher.report(questionError(kind, `${problem}; the handler was not called, and Wazzup gets 400`), event)
    return rejectWith(400, `${kind} ${problem}`)
  }
  const handler = dispatcher.handlers.get(kind)?.[0]
  if (!handler) {
    const missing =
      'has no handler, and Wazzup gets 501. Register a handler, or set contactsAndDealsCreation of the subscription to false'
    dispatcher.report(questionError(kind, missing), event)
    return rejectWith(501, `${kind} has no handler`)
  }
  state.begin(event)
  try {
    const reading = readEntity(kind, await handler(event, dispatcher.open(received, state).context))
    if (!reading.issues) return jsonResponse(200, reading.value)
    const issues = reading.issues.map(({ path, message }) => ({ path: path || 'entity', message }))
    throw createInputError(issues, `response to ${kind}`)
  } catch (error) {
    dispatcher.report(error, event)
    return rejectWith(500, `the handler of ${kind} failed`)
  } finally {
    state.finish(event)
  }
}
