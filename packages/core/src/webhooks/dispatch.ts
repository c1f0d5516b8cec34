import { wrongInput } from '../errors/wrong-input.ts'
import { parse } from '../parse.ts'
import { contactInputSchema } from '../resources/contact-input.ts'
import { dealInputSchema } from '../resources/deal-input.ts'
import type { Background, Reply } from './delivery.ts'
import { eventKinds, type Answers, type EventKind, type Events } from './events.ts'
import type { Context } from './handlers.ts'
import { refuse } from './refuse.ts'
import type { Occurrence } from './split-delivery.ts'

/** A handler of whichever event. */
export type AnyHandler = (event: Events[EventKind], context: Context) => unknown

/** Who handles what, in the order in which they came. */
export type Handlers = Map<EventKind, AnyHandler[]>

/** What dispatching needs to know of a receiver. */
export interface Dispatcher {
  handlers: Handlers
  contextOf(occurrence: Occurrence): Context
  report(error: unknown, event: Events[EventKind]): void
}

/** What the answer to each question must look like. */
const answerSchemas = { createContact: contactInputSchema, createDeal: dealInputSchema }

function isQuestion(kind: EventKind): kind is keyof Answers {
  return Object.hasOwn(answerSchemas, kind)
}

function wrong(path: string, message: string): Error {
  return wrongInput([{ path, message }])
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
  occurrences: readonly Occurrence[],
  background: Background | undefined,
): Reply | Promise<Reply> {
  const questions = occurrences.filter(({ event }) => isQuestion(event.kind))
  const handled = handleAll(dispatcher, questions.length === 0 ? occurrences : notificationsIn(occurrences))
  if (background && handled instanceof Promise) background.waitUntil(handled)
  const failures = background ? 0 : handled
  const [question, ...others] = questions
  if (!question) return failures instanceof Promise ? failures.then(replyTo) : replyTo(failures)
  for (const { event } of others) dispatcher.report(wrong(event.kind, 'came beside another question'), event)
  const answered = answer(dispatcher, question)
  return failures instanceof Promise ? failures.then(() => answered) : answered
}

function notificationsIn(occurrences: readonly Occurrence[]): Occurrence[] {
  return occurrences.filter(({ event }) => !isQuestion(event.kind))
}

function replyTo(failures: number): Reply {
  return failures === 0 ? { status: 200 } : refuse(500, `${failures} of the handlers failed`)
}

/** Handles one event after the other and counts the failures. Waits for nothing that is not a promise. */
function handleAll(dispatcher: Dispatcher, occurrences: readonly Occurrence[]): number | Promise<number> {
  const run: Run = { dispatcher, failures: 0 }
  for (const [index, occurrence] of occurrences.entries()) {
    const pending = handleOne(run, occurrence)
    if (pending) return handleRest(run, pending, occurrences.slice(index + 1))
  }
  return run.failures
}

async function handleRest(run: Run, first: Promise<void>, rest: readonly Occurrence[]): Promise<number> {
  await first
  for (const occurrence of rest) {
    const pending = handleOne(run, occurrence)
    if (pending) await pending
  }
  return run.failures
}

/** The handling of one delivery. */
interface Run {
  dispatcher: Dispatcher
  failures: number
}

function fail(run: Run, { event }: Occurrence, error: unknown): void {
  run.failures++
  run.dispatcher.report(error, event)
}

function handleOne(run: Run, occurrence: Occurrence): Promise<void> | undefined {
  const { event } = occurrence
  const handlers = run.dispatcher.handlers.get(event.kind)
  if (!handlers) {
    reportUnread(run, event)
    return undefined
  }
  const context = run.dispatcher.contextOf(occurrence)
  for (const [index, handler] of handlers.entries()) {
    try {
      const result = handler(event, context)
      if (isPending(result)) return finish(run, occurrence, context, result, handlers.slice(index + 1))
    } catch (error) {
      fail(run, occurrence, error)
    }
  }
  return undefined
}

async function finish(
  run: Run,
  occurrence: Occurrence,
  context: Context,
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
  await attempt(() => first)
  for (const handler of rest) await attempt(() => handler(occurrence.event, context))
}

/** What could not be read must not vanish because nobody listens to `unknown`. */
function reportUnread({ dispatcher }: Run, event: Events[EventKind]): void {
  if (event.kind !== 'unknown' || event.issues.length === 0) return
  const issues = event.issues.map(({ path, message }) => ({ path: path ? `${event.key}.${path}` : event.key, message }))
  dispatcher.report(wrongInput(issues, 'delivery'), event)
}

function isPending(result: unknown): result is PromiseLike<unknown> {
  return typeof (result as { then?: unknown } | null | undefined)?.then === 'function'
}

/** Has a question answered; what the handler returns is checked before it goes out. */
async function answer(dispatcher: Dispatcher, question: Occurrence): Promise<Reply> {
  const { event } = question
  const kind = event.kind as keyof Answers
  const handler = dispatcher.handlers.get(kind)?.[0]
  if (!handler) return refuse(501, `nobody answers ${kind}`)
  try {
    const reading = parse(answerSchemas[kind](), await handler(event, dispatcher.contextOf(question)))
    if (!reading.issues) return { status: 200, body: reading.value }
    const issues = reading.issues.map(({ path, message }) => ({ path: path || 'entity', message }))
    throw wrongInput(issues, `answer to ${kind}`)
  } catch (error) {
    dispatcher.report(error, event)
    return refuse(500, `the handler of ${kind} failed`)
  }
}
