import { Stopped, withDeadline } from '../../client/timing/deadline.ts'
import type { EventEnd, StoredEvent } from '../port/driver.ts'
import { describeError } from './describe-error.ts'
import { isGivenUp } from './give-up.ts'
import { longestOutage, type OutageWatch } from './outage.ts'
import { retryDelay } from './retry-delay.ts'

/** A handler of a stored event. */
export interface StoredHandler {
  /** Its name, under which it is stored that it has finished. */
  name: string
  /** Milliseconds until its signal aborts and its run has failed. */
  timeout: number
  run(signal: AbortSignal): unknown
}

/** What an event keeps between two runs: the names of the handlers that have finished. */
export interface Progress {
  finished: readonly string[]
  /** Whether it was dead and runs again because of `replay`. */
  replayed?: boolean | undefined
}

/** The result of one run of an event. */
export interface HandlersRun {
  /** Names of the handlers that have finished in this run. */
  finished: readonly string[]
  /** The failures of this run. */
  failures: readonly { name: string; error: unknown }[]
  /** How the event ends. */
  end: EventEnd
}

export function progressOf({ progress }: StoredEvent): Progress {
  const { finished = [], replayed } = (progress ?? {}) as Partial<Progress>
  return { finished, replayed }
}

/**
 * Runs the handlers of an event that have not finished yet, one after the other. A failure does not stop the others, and
 * only the handlers that failed run again.
 */
export async function runHandlers(
  event: StoredEvent,
  handlers: readonly StoredHandler[],
  { attempt, signal, now, outages }: { attempt: number; signal: AbortSignal; now: number; outages: OutageWatch },
): Promise<HandlersRun> {
  const { finished: before, replayed } = progressOf(event)
  const finished: string[] = []
  const failures: HandlersRun['failures'][number][] = []
  let doesCount = false
  let wait = 0
  for (const handler of handlers) {
    const { name } = handler
    if (before.includes(name)) continue
    const pause = outages.admit(name, now)
    if (pause > 0) {
      wait = Math.max(wait, pause)
      continue
    }
    try {
      await runOne(handler, signal)
      outages.note(name, event.lane, 'succeeded', now)
      finished.push(name)
    } catch (error) {
      failures.push({ name, error })
      // A stop is no failure of the handler.
      const isDown = signal.aborted || outages.note(name, event.lane, 'failed', now)
      doesCount ||= !isDown || now - event.at > longestOutage
    }
  }
  const progress: Progress = { finished: [...before, ...finished], replayed }
  const final = failures.find(({ error }) => isGivenUp(error))
  if (failures.length === 0 && wait === 0) return { finished, failures, end: { state: 'done' } }
  const [first] = failures
  const error = first && describeError(first.error)
  if (final)
    return {
      finished,
      failures,
      end: { state: 'dead', attempts: attempt, progress, error: describeError(final.error) },
    }
  if (!doesCount) {
    const due = now + (failures.length > 0 ? Math.max(wait, outages.admit(first!.name, now)) : wait)
    return { finished, failures, end: { state: 'waiting', due, attempts: event.attempts, progress, error } }
  }
  const delay = retryDelay(attempt)
  const end: EventEnd =
    delay === undefined
      ? { state: 'dead', attempts: attempt, progress, error: error! }
      : { state: 'waiting', due: now + delay, attempts: attempt, progress, error }
  return { finished, failures, end }
}

async function runOne({ name, timeout, run }: StoredHandler, signal: AbortSignal): Promise<void> {
  try {
    await withDeadline(timeout, signal, async (own) => run(own))
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    const text = error.reason === 'timeout' ? `did not end within ${timeout} ms` : 'was stopped'
    throw new Error(`The handler "${name}" ${text}`, { cause: error })
  }
}
