import type { Claim } from '../port/claims.ts'
import type { StoreDriver, StoredEvent } from '../port/driver.ts'
import { checkDeadline } from './check-deadline.ts'
import { momentNow } from '../../client/timing/clock.ts'
import { claimInTime } from './claim-in-time.ts'
import { createWakeUp } from './wake-up.ts'
import { createClockWatch } from './watch-clock.ts'

/** Milliseconds for which a worker has a lane, and after which it renews that. */
const lease = { length: 20_000, renewal: 5_000 }

/** Events that a worker handles before it gives other lanes a turn. */
const mostInARow = 50

/**
 * Milliseconds to wait after the store could not be reached, after a claimed lane had nothing due, and between two looks when
 * nothing is known to be due.
 */
const pauses = { afterFailure: 1_000, afterNothing: 100, most: 60_000 }

/** Milliseconds for handlers to end after their signal has aborted. Their lanes stay claimed until the lease ends. */
const graceAfterAbort = 2_000

/** The run of one event. */
export interface LaneRun {
  /** Number of this run, from 1. A run that ended with its process counts too. */
  readonly attempt: number
  /** Aborts when `stop` has reached its deadline. */
  readonly signal: AbortSignal
}

/** What one kind of worker does. */
export interface LaneWork {
  driver: StoreDriver
  account: string
  queue: string
  /** Who says when an event is due. One that the app wants later must wait, also if the clock of the store was set back. */
  timesBy: 'app' | 'retries'
  /** How many lanes are worked on at the same time. */
  concurrency: number
  /** Handles the first event of a lane and settles it. */
  handle(event: StoredEvent, run: LaneRun): Promise<void>
  /** Called when the store could not be reached, or when `handle` failed. */
  report(error: unknown): void
}

/** Workers over the lanes of a queue. */
export interface LaneRunner {
  start(): void
  /** Takes no new event. Resolves when the running ones have ended, or soon after `deadline` milliseconds, when it aborts them. */
  stop(deadline: number): Promise<void>
  /** Handles what is due, for at most `deadline` milliseconds. Returns the number of events that were handled. */
  drain(deadline: number): Promise<number>
  /** Looks for due lanes now. */
  wake(): void
}

interface ActiveLane {
  claim: Claim
  isLost: boolean
  /** Whether its claim is being released. */
  isEnding: boolean
  /** The claim that came while the last one was being released. */
  next: Claim | undefined
}

/** Creates the workers of a queue. Each lane has at most one worker, and a worker handles its events one after the other. */
export function createLaneRunner(work: LaneWork): LaneRunner {
  const { driver, account, queue, concurrency } = work
  const active = new Map<string, ActiveLane>()
  const wakeUp = createWakeUp()
  const lookAtClock = work.timesBy === 'retries' ? createClockWatch(driver, account, queue) : undefined
  /** Wakes `stop` and `drain` when a lane has ended. */
  const ends = createWakeUp()
  let abortion = new AbortController()
  let loop: Promise<void> | undefined
  let isStopping = false
  /** Whether more lanes may be due than could be taken. */
  let isFull = false
  let handled = 0
  let draining = 0
  let stopListening: (() => void) | undefined
  let renewal: ReturnType<typeof setInterval> | undefined

  /** Takes due lanes. Returns the milliseconds after which there may be more. */
  async function takeLanes(): Promise<number> {
    const limit = concurrency - active.size
    isFull = limit <= 0
    if (isFull) return pauses.most
    try {
      const request = { accounts: [account], queue, limit, lease: lease.length }
      const { claims, next, now } = await claimInTime(driver, request)
      for (const claim of claims) begin(claim)
      isFull = claims.length === limit
      // Lanes may have ended meanwhile.
      if (isFull) return active.size < concurrency ? 0 : pauses.most
      if (await lookAtClock?.(now, next)) return await takeLanes()
      return next === undefined ? pauses.most : Math.max(1, Math.min(pauses.most, next - now))
    } catch (error) {
      work.report(error)
      return pauses.afterFailure
    }
  }

  function begin(claim: Claim): void {
    const running = active.get(claim.lane)
    if (running?.isEnding) {
      running.next = claim
      return
    }
    // The lease ended although this process has the lane: it was suspended, or a test moved the clock.
    if (running) {
      running.claim = claim
      return
    }
    const lane: ActiveLane = { claim, isLost: false, isEnding: false, next: undefined }
    active.set(claim.lane, lane)
    void drainLane(lane).then((waits) => {
      active.delete(claim.lane)
      if (lane.next) begin(lane.next)
      if (waits || isFull) wakeUp.wake()
      ends.wake()
    })
  }

  /** Handles the events of a lane and ends its claim. Returns whether an event may wait in it. */
  async function drainLane(lane: ActiveLane): Promise<boolean> {
    try {
      let { abandoned } = lane.claim
      const before = handled
      for (let count = 0; count < mostInARow && !isStopping && !lane.isLost; count++) {
        const event = await driver.head(account, lane.claim.lane)
        if (!event) break
        const early = event.due - (await driver.now())
        if (early > 0) {
          // The store gave the lane because it is due, so what this process takes for the time may be a little behind.
          if (handled > before || early > pauses.afterNothing) break
          await wakeUp.sleep(early, 'always')
          continue
        }
        await work.handle(event, { attempt: event.attempts + abandoned + 1, signal: abortion.signal })
        abandoned = 0
        handled++
      }
      if (handled === before && !isStopping) await wakeUp.sleep(pauses.afterNothing, 'always')
    } catch (error) {
      work.report(error)
      await wakeUp.sleep(pauses.afterFailure, 'always')
    }
    lane.isEnding = true
    try {
      return await driver.release(lane.claim)
    } catch (error) {
      work.report(error)
      return true
    }
  }

  async function renew(): Promise<void> {
    // Reads the clocks: a sleep that has just ended counts, also when the system clock is set back soon after it.
    momentNow()
    if (active.size === 0) return
    const lanes = [...active.values()]
    try {
      const lost = new Set(
        (
          await driver.renew(
            lanes.map(({ claim }) => claim),
            lease.length,
          )
        ).map(({ token }) => token),
      )
      for (const lane of lanes) lane.isLost = lost.has(lane.claim.token)
    } catch (error) {
      work.report(error)
    }
  }

  function open(): void {
    isStopping = false
    abortion = new AbortController()
    stopListening ??= driver.whenDue((due) => {
      if (!due || (due.account === account && due.queues.includes(queue))) wake()
    })
    renewal ??= setInterval(() => void renew(), lease.renewal)
  }

  function close(): void {
    clearInterval(renewal)
    stopListening?.()
    renewal = stopListening = undefined
  }

  function abort(): void {
    abortion.abort(new DOMException('The worker was stopped', 'AbortError'))
    wake()
  }

  function wake(): void {
    wakeUp.wake()
    ends.wake()
  }

  async function run(): Promise<void> {
    while (!isStopping) await wakeUp.sleep(await takeLanes())
  }

  return {
    start() {
      if (loop) return
      open()
      loop = run()
    },
    async stop(deadline) {
      checkDeadline(deadline, 'stop')
      isStopping = true
      wakeUp.wake()
      const { signal } = abortion
      const timer = setTimeout(abort, deadline)
      await loop
      await ends.until(() => active.size === 0 || signal.aborted)
      if (signal.aborted) await ends.until(() => active.size === 0, graceAfterAbort)
      clearTimeout(timer)
      loop = undefined
      close()
    },
    async drain(deadline) {
      checkDeadline(deadline, 'drain')
      if (draining++ === 0 && !loop) open()
      const before = handled
      const end = Date.now() + deadline
      do {
        await takeLanes()
        if (active.size === 0) break
        await ends.sleep(Math.max(1, end - Date.now()))
      } while (Date.now() < end)
      draining--
      if (loop || draining > 0) return handled - before
      // The host may freeze the process after the deadline, so what still runs ends.
      if (active.size > 0) abort()
      isStopping = true
      await ends.until(() => active.size === 0, graceAfterAbort)
      if (!loop && draining === 0) close()
      return handled - before
    },
    wake,
  }
}
