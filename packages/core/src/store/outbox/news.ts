import { createInputError } from '../../errors/validation-error.ts'
import type { OutageWatch } from '../handling/outage.ts'
import { runHandlers } from '../handling/run-handlers.ts'
import type { LaneRun } from '../lanes/run-lanes.ts'
import type { StoredEvent } from '../port/driver.ts'
import { endRun } from '../port/settlement.ts'
import type { EntryNews } from './consequences.ts'
import type { OutboxContext } from './context.ts'
import { outboxEvents, type Entry, type OutboxEvent } from './entry-state.ts'
import { toEntry } from './record.ts'
import { findUnhandledEnd } from './unhandled-end.ts'
import { readEntry } from './update-entry.ts'

/** What a handler of the outbox gets beside the entry. */
export interface EntryContext {
  /** What happened. */
  readonly event: OutboxEvent
  /** Number of this run, from 1. */
  readonly attempt: number
  /** Aborts when the handler has used up its time, or when the outbox stops. */
  readonly signal: AbortSignal
}

/** Handles an event of an entry. If it throws, it runs again. */
export type EntryHandler = (entry: Entry, context: EntryContext) => unknown

/** A registered handler. */
export interface NamedEntryHandler {
  name: string
  timeout: number
  handler: EntryHandler
}

/**
 * Registers a handler.
 *
 * @throws WazzupValidationError for an event that does not exist, and for a second handler with the same name.
 */
export function addEntryHandler(
  handlers: Map<OutboxEvent, NamedEntryHandler[]>,
  event: OutboxEvent,
  added: NamedEntryHandler,
): void {
  const issues = []
  if (!outboxEvents.includes(event)) {
    issues.push({ path: 'event', message: `must be one of ${outboxEvents.join(', ')}; got ${String(event)}` })
  }
  if (typeof added.handler !== 'function') issues.push({ path: 'handler', message: `of ${event} must be a function` })
  const present = handlers.get(event) ?? []
  if (present.some(({ name }) => name === added.name)) {
    issues.push({ path: 'name', message: `"${added.name}" is taken: give each handler of ${event} a name of its own` })
  }
  if (issues.length > 0) throw createInputError(issues, 'outbox.on')
  handlers.set(event, [...present, added])
}

/** Runs the handlers of an event of an entry, and settles it. A bad end without a handler is reported. */
export async function tellNews(
  context: OutboxContext,
  handlers: ReadonlyMap<OutboxEvent, readonly NamedEntryHandler[]>,
  outages: OutageWatch,
  event: StoredEvent,
  { attempt, signal }: LaneRun,
): Promise<void> {
  const { driver, account } = context
  const { id, event: kind } = event.data as EntryNews
  const record = await readEntry(context, id)
  const now = await driver.now()
  const entry = record && toEntry(record, now)
  const registered = entry ? (handlers.get(kind) ?? []) : []
  const unhandled = entry && registered.length === 0 ? findUnhandledEnd(kind, entry) : undefined
  if (unhandled) context.report(unhandled, entry)
  const { end, failures } = await runHandlers(
    event,
    registered.map(({ name, timeout, handler }) => ({
      name,
      timeout,
      run: (own) => handler(entry!, { event: kind, attempt, signal: own }),
    })),
    { attempt, signal, now, outages },
  )
  for (const { error } of failures) context.report(error, entry)
  if (end.state === 'dead') {
    context.report(
      new Error(`${kind} is not told any more after ${attempt} runs; see deadLetters: ${end.error}`),
      entry,
    )
  }
  await driver.commit(account, { settle: [endRun(event, end)] })
}
