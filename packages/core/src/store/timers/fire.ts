import type { OutageWatch } from '../handling/outage.ts'
import { endOfPoison } from '../handling/poison.ts'
import { runHandlers } from '../handling/run-handlers.ts'
import type { LaneRun } from '../lanes/run-lanes.ts'
import type { EventEnd, NewEvent, RecordWrite, StoredEvent } from '../port/driver.ts'
import { endRun } from '../port/settlement.ts'
import { periodAfter, type StoredPeriod } from './periods.ts'
import { recordKey, type StoredTimer, type TimerPlace, type TimerRecord } from './set-timer.ts'
import type { TimerContext, TimersErrorListener } from './timers.ts'

/** Milliseconds until another process may know the handler of a timer, and after which none is expected to. */
const unknownHandler = { wait: 60_000, most: 24 * 60 * 60 * 1_000 }

/** Number of times that the end of a run is stored again because another process has changed the timer. */
const mostTries = 5

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
  const { driver, account } = worker
  const end = await runTimer(worker, event, run)
  for (let tries = 0; tries < mostTries; tries++) {
    const isOver = end.state === 'done' || end.state === 'dead'
    const [append, write] = isOver ? await endOfTimer(worker, event) : [[], []]
    if (await driver.commit(account, { settle: [endRun(event, end)], append, write })) return
    const [current] = await driver.find(account, [event.id])
    // It was moved or cancelled meanwhile, or another process has it.
    if (current?.revision !== event.revision || current.state !== 'waiting') return
  }
  throw new Error('The end of a timer could not be stored, because other processes changed it')
}

async function runTimer(worker: TimerWorker, event: StoredEvent, run: LaneRun): Promise<EventEnd> {
  const { driver, handlers, outages, report } = worker
  const timer = event.data as StoredTimer & Partial<StoredPeriod>
  const { name, key, period } = timer
  const now = await driver.now()
  const handler = handlers.get(name)
  const kill = (reason: string): EventEnd => {
    report(new Error(reason), { name, key })
    return { state: 'dead', attempts: event.attempts, progress: event.progress, error: reason }
  }
  const poison = endOfPoison(event, run)
  if (poison?.state === 'dead') return period === undefined ? kill(poison.error) : endOfPeriod(kill(poison.error))
  if (!handler) {
    // Another version of the app may run beside this one, and know it.
    if (now - Math.max(event.at, timer.at) > unknownHandler.most) {
      return kill(`no process has a handler for the timer ${JSON.stringify(name)}`)
    }
    const { attempts, progress } = event
    return { state: 'waiting', due: now + unknownHandler.wait, attempts, progress }
  }
  if (period === undefined && handler.period !== undefined) {
    return kill(`the handler of the timer ${JSON.stringify(name)} is one of \`every\``)
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
  return period === undefined ? end : endOfPeriod(end)
}

/** Returns the end of a periodic run: after the last failure, the handler runs in the next period. */
function endOfPeriod(end: EventEnd): EventEnd {
  return end.state === 'dead' ? { state: 'done' } : end
}

/** Returns what follows from the end of a timer: the next period, or that it is forgotten unless it was set with `once`. */
async function endOfTimer(
  { driver, account, handlers }: TimerWorker,
  event: StoredEvent,
): Promise<[NewEvent[], RecordWrite[]]> {
  const { name, key, period } = event.data as StoredTimer & Partial<StoredPeriod>
  const registered = handlers.get(name)?.period
  if (period !== undefined) {
    return [registered === undefined ? [] : [periodAfter(name, registered, await driver.now())], []]
  }
  const [record] = await driver.read(account, [recordKey(name, key)])
  const { event: current, once } = (record?.value ?? {}) as Partial<TimerRecord>
  if (!record || current !== event.id || once) return [[], []]
  return [[], [{ key: recordKey(name, key), value: undefined, version: record.version }]]
}
