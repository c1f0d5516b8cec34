import { quietly } from '../../client/hooks.ts'
import { printFailure } from '../../errors/redaction/print-failure.ts'
import { createErrorLog } from '../../webhooks/handle/error-log.ts'
import * as defaults from '../handling/defaults.ts'
import { createOutageWatch } from '../handling/outage.ts'
import { createLaneRunner } from '../lanes/run-lanes.ts'
import { inTime } from '../port/in-time.ts'
import { checkHandler, checkTimer, checkTimersOptions } from './check-timer.ts'
import { fire, type TimerRegistration, type TimerWorker } from './fire.ts'
import { periodAfter } from './periods.ts'
import { cancelTimer, setTimer } from './set-timer.ts'
import type { Timers, TimersErrorListener, TimersOptions } from './timers.ts'

/** Milliseconds until a periodic handler is stored again after the store could not be reached. */
const beginAgain = 5_000

/**
 * Creates durable timers: each fires in one process, at least once, also after a restart.
 *
 * @example
 * const timers = createTimers({ store: store.forAccount('main') })
 * timers.on('reminder', ({ key, data }) => remind(key, data))
 * timers.start()
 * await timers.set('reminder', 'visit-42', { at: visit.startsAt - 2 * 60 * 60_000 })
 * @throws WazzupValidationError when an option is invalid.
 */
export function createTimers(options: TimersOptions): Timers {
  checkTimersOptions(options)
  const { store, onError = createTimersLog(printFailure), remember = defaults.remember, concurrency = 10 } = options
  const { driver, account } = store
  const handlers = new Map<string, TimerRegistration>()
  const report: TimersErrorListener = (error, timer) => quietly(() => onError(error, timer))
  const worker: TimerWorker = { driver, account, remember, handlers, outages: createOutageWatch(), report }
  const runner = createLaneRunner({
    driver,
    account,
    queue: 'timer',
    timesBy: 'app',
    concurrency,
    handle: (event, run) => fire(worker, event, run),
    report: (error) => report(error, undefined),
  })
  let isStarted = false
  let retry: ReturnType<typeof setTimeout> | undefined

  /** Stores the next run of a periodic handler; one that is stored is not stored again. */
  async function begin(name: string, period: number): Promise<void> {
    try {
      await inTime(async () => driver.commit(account, { append: [periodAfter(name, period, await driver.now())] }))
    } catch (error) {
      report(error, undefined)
      // Without its first event a handler would never run.
      if (isStarted) retry ??= setTimeout(() => void beginAll(), beginAgain)
    }
  }

  async function beginAll(): Promise<void> {
    clearTimeout(retry)
    retry = undefined
    const periodic = [...handlers].filter(([, { period }]) => period !== undefined)
    await Promise.all(periodic.map(([name, { period }]) => begin(name, period!)))
  }

  const timers: Timers = {
    store,
    async set(name, key, timer) {
      checkTimer(name, key, timer)
      return setTimer(worker, name, key, timer)
    },
    cancel: (name, key) => cancelTimer(worker, name, key),
    on(name, handler, handlerOptions) {
      checkHandler({ ...handlerOptions, name, handler }, handlers)
      const { timeout = defaults.handlerTimeout } = handlerOptions ?? {}
      const run: TimerRegistration['run'] = ({ key, at, data }, context) => handler({ key, at, data }, context)
      handlers.set(name, { timeout, period: undefined, run })
      return timers
    },
    every(name, milliseconds, handler, handlerOptions) {
      checkHandler({ ...handlerOptions, name, milliseconds, handler }, handlers)
      const { timeout = defaults.handlerTimeout } = handlerOptions ?? {}
      handlers.set(name, { timeout, period: milliseconds, run: (_, context) => handler(context) })
      if (isStarted) void begin(name, milliseconds)
      return timers
    },
    start() {
      if (isStarted) return
      isStarted = true
      runner.start()
      void beginAll()
    },
    async drain({ deadline }) {
      await beginAll()
      await runner.drain(deadline)
    },
    async stop(deadline = defaults.stop) {
      isStarted = false
      clearTimeout(retry)
      retry = undefined
      await runner.stop(deadline)
    },
  }
  return timers
}

/**
 * Creates an `onError` of timers that writes one line for each failure, without the data of timers. That the store cannot be reached
 * is at most one line a second.
 *
 * @example
 * createTimers({ store, onError: createTimersLog((what, failure) => logger.error({ err: failure }, what)) })
 */
export function createTimersLog(write: (what: string, failure: unknown) => unknown): TimersErrorListener {
  const log = createErrorLog(write)
  return (error, timer) => {
    if (timer) write(`timer ${JSON.stringify(timer.name)} ${JSON.stringify(timer.key)} has failed`, error)
    else log(error, { kind: 'store', reason: 'the timers have failed; they are tried again' })
  }
}
