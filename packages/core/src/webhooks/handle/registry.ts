import { createOptionError } from '../../errors/validation-error.ts'
import { eventKinds, type EventKind, type Events } from '../events/events.ts'
import { checkOptions } from '../../errors/check-options.ts'
import {
  isAmount,
  isAnything,
  isFilled,
  isFunction,
  isOneOf,
  isTimeout,
  type Rules,
} from '../../schema/option-rules.ts'
import type { Context, HandlerOptions, QuietOptions } from './handlers.ts'
import * as defaults from '../../store/handling/defaults.ts'
import type { Inbox } from '../../store/inbox/inbox-parts.ts'
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
  options: HandlerOptions | undefined,
  inbox: Pick<Inbox, 'checkNames'> | undefined,
): void {
  if (!eventKinds.includes(kind))
    throw createOptionError('event', `must be one of ${eventKinds.join(', ')}; got ${String(kind)}`)
  const present = handlers.get(kind) ?? []
  if (present.length > 0 && isQuestion(kind)) {
    throw createOptionError('event', `${kind} already has a handler, and can have only one`)
  }
  const registered = register(kind, handler, options)
  inbox?.checkNames([...present, registered], kind)
  handlers.set(kind, [...present, registered])
}

const rules: Rules<QuietOptions & { handler: unknown }> = {
  handler: isFunction,
  name: isFilled,
  maxAge: isAmount,
  timeout: isTimeout,
  whilePaused: isOneOf('run', 'skip'),
  quiet: isAnything,
  within: isAnything,
  most: isAnything,
}

/** Returns a handler with all of its options. */
export function register<Run>(
  kind: string,
  run: Run,
  options: HandlerOptions | undefined,
): Omit<RegisteredHandler, 'run'> & { run: Run } {
  checkOptions({ ...options, handler: run }, rules, ['handler'], `handler of ${kind}`)
  const { name, maxAge = Infinity, timeout = defaults.handlerTimeout, whilePaused = 'run' } = options ?? {}
  return { name: name ?? kind, isNamed: name !== undefined, maxAge, timeout, whilePaused, run }
}
