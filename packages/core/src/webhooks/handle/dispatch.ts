import { createInputError } from '../../errors/validation-error.ts'
import { isQuestion, readAnswer } from './question-responses.ts'
import type { WebhookResponse } from '../receive/delivery.ts'
import type { OnError } from './error-log.ts'
import { eventKinds, type EventKind, type Events } from '../events/events.ts'
import type { DeliveryState } from './delivery-deadline.ts'
import type { Context } from './handlers.ts'
import { questionError, questionIn, type Question } from './questions.ts'
import { lateError, refuse } from '../receive/reject.ts'
import type { ReceivedEvent } from '../receive/split-delivery.ts'

/** A handler of whichever event. */
export type AnyHandler = (event: Events[EventKind], context: Context) => unknown

/** Who handles what, in the order in which they came. */
export type Handlers = Map<EventKind, AnyHandler[]>

/** What the handlers of one event get. */
export interface Opened {
  context: Context
  /** Called when they have ended; set by the first reply. */
  close: (() => void) | undefined
  /** Whether they have ended. */
  isClosed: boolean
}

/** What dispatching needs to know of a receiver. */
export interface Dispatcher {
  handlers: Handlers
  /** Corrects what the item alone could not tell. */
  recognize(event: Events[EventKind]): Events[EventKind]
  open(occurrence: ReceivedEvent, exchange: DeliveryState): Opened
  report: OnError
}

function wrong(path: string, message: string): Error {
  return createInputError([{ path, message }])
}

/** Adds a handler; refuses one that would never be called, or could not be obeyed. */
export function addHandler(handlers: Handlers, kind: EventKind, handler: AnyHandler): void {
  if (!eventKinds.includes(kind)) throw wrong('event', `must be one of ${eventKinds.join(', ')}, not ${String(kind)}`)
  if (typeof handler !== 'function') throw wrong('handler', `of ${kind} must be a function`)
  const present = handlers.get(kind)
  if (present && isQuestion(kind)) throw wrong('event', `${kind} has a handler already, and only one can answer it`)
  handlers.set(kind, [...(present ?? []), handler])
}

/** Has everything handled that a delivery holds; at once as long as the handlers are. */
export function dispatch(
  dispatcher: Dispatcher,
  exchange: DeliveryState,
  occurrences: readonly ReceivedEvent[],
): WebhookResponse | Promise<WebhookResponse> {
  const { background } = exchange
  const questions = questionsIn(occurrences)
  reportLeftOut(dispatcher, questions)
  const handled = handleAll(dispatcher, exchange, questions.length === 0 ? occurrences : notificationsIn(occurrences))
  const isWaitedFor = background && handled instanceof Promise
  if (isWaitedFor) {
    exchange.watch(() => reportLate(dispatcher, exchange))
    background.waitUntil(handled.finally(() => exchange.end()))
  }
  const failures = background ? 0 : handled
  // One that cannot be read does not keep the one beside it from its answer.
  const question = questions.find(({ problem }) => problem === undefined) ?? questions[0]
  if (!question) return failures instanceof Promise ? failures.then(replyTo) : replyTo(failures)
  for (const other of questions) {
    if (other === question) continue
    const { problem = 'came beside another question' } = other
    dispatcher.report(questionError({ ...other, problem }, ''), other.occurrence.event)
  }
  const answered = answer(dispatcher, exchange, question)
  if (!isWaitedFor) void answered.finally(() => exchange.end())
  return failures instanceof Promise ? failures.then(() => answered) : answered
}

/** What is left out of a list of a question is told, where the rest of it can be answered. */
function reportLeftOut(dispatcher: Dispatcher, questions: readonly Question[]): void {
  for (const { problem, occurrence } of questions) {
    const { event, issues } = occurrence
    if (issues && problem === undefined) dispatcher.report(createInputError(issues, 'delivery'), event)
  }
}

/** A handler that hangs after the response, and what waits for it, would be heard of by nothing else. */
function reportLate({ report }: Dispatcher, { unfinished, waiting, timeout }: DeliveryState): void {
  if (unfinished) report(lateError(timeout, waiting), unfinished)
}

function questionsIn(occurrences: readonly ReceivedEvent[]): Question[] {
  const questions: Question[] = []
  for (const occurrence of occurrences) {
    const question = questionIn(occurrence)
    if (question) questions.push(question)
  }
  return questions
}

function notificationsIn(occurrences: readonly ReceivedEvent[]): ReceivedEvent[] {
  return occurrences.filter(({ event }) => !isQuestion(event.kind))
}

function replyTo(failures: number): WebhookResponse {
  return failures === 0 ? { status: 200 } : refuse(500, `${failures} of the handlers failed`)
}

/** Handles one event after the other and counts the failures. Waits for nothing that is not a promise. */
function handleAll(
  dispatcher: Dispatcher,
  exchange: DeliveryState,
  occurrences: readonly ReceivedEvent[],
): number | Promise<number> {
  const run: Run = { dispatcher, exchange, failures: 0 }
  for (const [index, occurrence] of occurrences.entries()) {
    const pending = handleOne(run, occurrence)
    if (pending) return handleRest(run, pending, occurrences.slice(index + 1))
  }
  return run.failures
}

async function handleRest(run: Run, first: Promise<void>, rest: readonly ReceivedEvent[]): Promise<number> {
  run.exchange.waiting = rest.length
  await first
  for (const occurrence of rest) {
    run.exchange.waiting--
    const pending = handleOne(run, occurrence)
    if (pending) await pending
  }
  return run.failures
}

/** The handling of one delivery. */
interface Run {
  dispatcher: Dispatcher
  exchange: DeliveryState
  failures: number
}

function fail(run: Run, { event }: ReceivedEvent, error: unknown): void {
  run.failures++
  run.dispatcher.report(error, event)
}

function handleOne(run: Run, given: ReceivedEvent): Promise<void> | undefined {
  const event = run.dispatcher.recognize(given.event)
  const occurrence = event === given.event ? given : { ...given, event }
  const handlers = run.dispatcher.handlers.get(event.kind)
  if (!handlers) {
    reportUnread(run, event)
    return undefined
  }
  const opened = run.dispatcher.open(occurrence, run.exchange)
  for (const [index, handler] of handlers.entries()) {
    try {
      const result = handler(event, opened.context)
      if (isPending(result)) return finish(run, occurrence, opened, result, handlers.slice(index + 1))
    } catch (error) {
      fail(run, occurrence, error)
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
  occurrence: ReceivedEvent,
  opened: Opened,
  first: PromiseLike<unknown>,
  rest: readonly AnyHandler[],
): Promise<void> {
  const attempt = async (work: () => unknown): Promise<void> => {
    try {
      await work()
    } catch (error) {
      fail(run, occurrence, error)
    }
  }
  run.exchange.begin(occurrence.event)
  await attempt(() => first)
  for (const handler of rest) await attempt(() => handler(occurrence.event, opened.context))
  run.exchange.finish(occurrence.event)
  close(opened)
}

/** What could not be read must not vanish because nothing listens to `unrecognized`; a question is reported with its answer. */
function reportUnread({ dispatcher }: Run, event: Events[EventKind]): void {
  if (event.kind !== 'unrecognized' || event.issues.length === 0 || isQuestion(event.key)) return
  const issues = event.issues.map(({ path, message }) => ({ path: path ? `${event.key}.${path}` : event.key, message }))
  dispatcher.report(createInputError(issues, 'delivery'), event)
}

function isPending(result: unknown): result is PromiseLike<unknown> {
  return typeof (result as { then?: unknown } | null | undefined)?.then === 'function'
}

/** Has a question answered; what the handler returns is checked before it goes out. */
async function answer(dispatcher: Dispatcher, exchange: DeliveryState, question: Question): Promise<WebhookResponse> {
  const { kind, problem, occurrence } = question
  const { event } = occurrence
  if (problem !== undefined) {
    dispatcher.report(questionError(question, '; the handler was not called, and Wazzup gets 400'), event)
    return refuse(400, `${kind} ${problem}`)
  }
  const handler = dispatcher.handlers.get(kind)?.[0]
  if (!handler) {
    const missing = 'has no handler, and Wazzup gets 501. Register one, or switch contactsAndDealsCreation off'
    dispatcher.report(questionError({ kind, problem: missing }, ''), event)
    return refuse(501, `nobody answers ${kind}`)
  }
  exchange.begin(event)
  try {
    const reading = readAnswer(kind, await handler(event, dispatcher.open(occurrence, exchange).context))
    if (!reading.issues) return { status: 200, body: reading.value }
    const issues = reading.issues.map(({ path, message }) => ({ path: path || 'entity', message }))
    throw createInputError(issues, `answer to ${kind}`)
  } catch (error) {
    dispatcher.report(error, event)
    return refuse(500, `the handler of ${kind} failed`)
  } finally {
    exchange.finish(event)
  }
}
