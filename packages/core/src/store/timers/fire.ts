import { commitRun } from '../handling/commit-run.ts'
import type { OutageWatch } from '../handling/outage.ts'
import { endOfPoison } from '../handling/poison.ts'
import { runHandlers } from '../handling/run-handlers.ts'
import { endWithoutHandler } from '../handling/unknown-handler.ts'
import type { LaneRun } from '../lanes/run-lanes.ts'
import type { EventEnd, Step, StoredEvent } from '../port/driver.ts'
import { endRun } from '../port/settlement.ts'
import { periodAfter, type StoredPeriod } from './periods.ts'
import { recordKey, type StoredTimer, type TimerPlace, type TimerRecord } from './set-timer.ts'
import type { TimerContext, TimersErrorListener } from './timers.ts'

/** A registered handler. */
export interface TimerRegistration {
  timeout: number
  /** Length of the period; undefined for the handler of single timers. */
  period: number | undefined
  run(timer: StoredTimer, context: TimerContext): unknown
}

/** What firing timers needs. */
export interface TimerWorker extends TimerPlace {
  handlers: ReadonlyMap<string, TimerRegistration>
  outages: OutageWatch
  report: TimersErrorListener
}

/** Runs the handler of a timer that is due, and settles it. */
export async function fire(worker: TimerWorker, event: StoredEvent, run: LaneRun): Promise<void> {
  const end = await runTimer(worker, event, run)
  const isOver = end.state === 'done' || end.state === 'dead'
  await commitRun(worker, [endRun(event, end)], event, async () => (isOver ? [await endOfTimer(worker, event)] : []))
}

async function runTimer(worker: TimerWorker, event: StoredEvent, run: LaneRun): Promise<EventEnd> {
  const { driver, handlers, outages, report } = worker
  const timer = event.data as StoredTimer & Partial<StoredPeriod>
  const { name, key, period } = timer
  const now = await driver.now()
  const handler = handlers.get(name)
  const quoted = JSON.stringify(name)
  /** Reports that an event is over. A periodic handler is not dead: it runs in the next period. */
  const close = (end: EventEnd): EventEnd => {
    if (end.state !== 'dead') return end
    const what = period === undefined ? 'does not fire any more; see deadLetters' : 'waits for its next period'
    report(new Error(`${what}: ${end.error}`), { name, key })
    return period === undefined || !handler ? end : { state: 'done' }
  }
  const poison = endOfPoison(event, run)
  if (poison) return close(poison)
  if (!handler) {
    const reason = `no process has a handler for the timer ${quoted}`
    return close(endWithoutHandler(event, { now, since: Math.max(event.at, timer.at), reason }))
  }
  if (period === undefined && handler.period !== undefined) {
    const error = `the handler of the timer ${quoted} is one of \`every\``
    return close({ state: 'dead', attempts: event.attempts, progress: event.progress, error })
  }
  // The period was changed, and the new one has events of its own.
  if (handler.period !== period) return { state: 'done' }
  const { attempt, signal } = run
  const given = {
    name,
    timeout: handler.timeout,
    run: (own: AbortSignal) => handler.run(timer, { attempt, signal: own }),
  }
  const { end, failures } = await runHandlers(event, [given], { attempt, signal, now, outages })
  for (const { error } of failures) report(error, { name, key })
  return close(end)
}

/** Returns what follows from the end of a timer: the next period, or that it is forgotten unless it was set with `once`. */
async function endOfTimer({ driver, account, handlers }: TimerWorker, event: StoredEvent): Promise<Step> {
  const { name, key, period } = event.data as StoredTimer & Partial<StoredPeriod>
  const registered = handlers.get(name)?.period
  if (period !== undefined) {
    return registered === undefined ? {} : { append: [periodAfter(name, registered, await driver.now())] }
  }
  const [record] = await driver.read(account, [recordKey(name, key)])
  const { event: current, once } = (record?.value ?? {}) as Partial<TimerRecord>
  if (!record || current !== event.id || once) return {}
  return { write: [{ key: recordKey(name, key), value: undefined, version: record.version }] }
}
