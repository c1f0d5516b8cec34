import { createInputError } from '../../errors/validation-error.ts'
import { eventKinds, type EventKind, type Events } from '../events/events.ts'
import type { Context, HandlerOptions } from './handlers.ts'
import { isQuestion } from './question-responses.ts'

/** A handler of an event of any kind. */
export type AnyHandler = (event: Events[EventKind], context: Context) => unknown

/** A handler with its options. */
export interface RegisteredHandler {
  readonly name: string
  /** Whether the name was given, and is not that of the kind. */
  readonly isNamed: boolean
  readonly maxAge: number
  readonly timeout: number
  readonly whilePaused: 'run' | 'skip'
  readonly run: AnyHandler
}

/** The handlers of each event, in the order in which they were registered. */
export type Handlers = Map<EventKind, RegisteredHandler[]>

/** Milliseconds until a run of a stored handler has failed. */
const defaultTimeout = 60_000

/**
 * Registers a handler.
 *
 * @throws WazzupValidationError for an event that does not exist, for a second handler of a question, and for an option that is
 *   invalid. With a store, also for a second handler of a kind unless both have names.
 */
export function addHandler(
  handlers: Handlers,
  kind: EventKind,
  handler: AnyHandler,
  { options, hasStore }: { options: HandlerOptions | undefined; hasStore: boolean },
): void {
  if (!eventKinds.includes(kind)) throw wrong('event', `must be one of ${eventKinds.join(', ')}; got ${String(kind)}`)
  if (typeof handler !== 'function') throw wrong('handler', `of ${kind} must be a function`)
  const present = handlers.get(kind) ?? []
  if (present.length > 0 && isQuestion(kind)) {
    throw wrong('event', `${kind} already has a handler, and can have only one`)
  }
  const registered = register(kind, handler, options)
  if (hasStore) checkNames([...present, registered], kind)
  handlers.set(kind, [...present, registered])
}

/** Returns a handler with all of its options. */
export function register<Run>(
  kind: string,
  run: Run,
  { name, maxAge = Infinity, timeout = defaultTimeout, whilePaused = 'run' }: HandlerOptions = {},
): Omit<RegisteredHandler, 'run'> & { run: Run } {
  if (name !== undefined && (typeof name !== 'string' || name.trim() === '')) {
    throw wrong('name', `of a handler of ${kind} must be a text`)
  }
  for (const [path, value] of Object.entries({ maxAge, timeout })) {
    if (!(typeof value === 'number' && value > 0))
      throw wrong(path, `of a handler of ${kind} must be milliseconds above 0`)
  }
  return { name: name ?? kind, isNamed: name !== undefined, maxAge, timeout, whilePaused, run }
}

/** It is stored by name which handlers of an event have finished. By position, a new handler would inherit that of another. */
export function checkNames(handlers: readonly { name: string; isNamed: boolean }[], kind: string): void {
  if (handlers.length < 2) return
  if (!handlers.every(({ isNamed }) => isNamed)) {
    throw wrong(
      'name',
      `is missing: with a store, each of several handlers of ${kind} needs one, on(${kind}, handler, { name })`,
    )
  }
  const names = handlers.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw wrong('name', `${JSON.stringify(twice)} is used by two handlers of ${kind}`)
}

function wrong(path: string, message: string): Error {
  return createInputError([{ path, message }])
}
