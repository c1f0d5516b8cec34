import { monotonicNow } from '../../client/timing/clock.ts'
import type { Background } from '../../inbound/target.ts'
import type { EventKind, Events } from '../events/events.ts'

/**
 * The state of a delivery while it is handled. Its signal is created when a handler first reads it, together with the timer
 * of the deadline if the response does not wait for handlers. It is a class because creating closures for each delivery
 * took longer than the rest of the handling.
 */
export class DeliveryState {
  readonly background: Background | undefined
  /** Number of events that wait for the running handlers. */
  waiting = 0
  /** Set when `waitUntil` of the background failed, with its error. */
  notKeptAlive: { error: unknown } | undefined
  /** Set at the deadline. */
  aborted: { reason: unknown } | undefined
  /** Milliseconds from the delivery to its deadline. */
  readonly timeout: number
  private readonly startedAt: number
  private running: Set<Events[EventKind]> | undefined
  private controller: AbortController | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private hasEnded = false
  private onLate: (() => void) | undefined

  constructor(timeout: number, background: Background | undefined) {
    this.timeout = timeout
    this.background = background
    this.startedAt = background ? monotonicNow() : 0
  }

  /** Aborts at the deadline of the delivery. */
  get signal(): AbortSignal {
    this.controller ??= this.makeController()
    return this.controller.signal
  }

  /** The first of the events whose handlers have begun and not ended. */
  get unfinished(): Events[EventKind] | undefined {
    return this.running?.values().next().value
  }

  begin(event: Events[EventKind]): void {
    this.running ??= new Set()
    this.running.add(event)
  }

  finish(event: Events[EventKind]): void {
    this.running?.delete(event)
  }

  abort(reason: unknown): void {
    this.aborted ??= { reason }
    this.controller?.abort(reason)
  }

  /** Ends the delivery: all events were handled, so the deadline is not needed any more. */
  end(): void {
    this.hasEnded = true
    clearTimeout(this.timer)
  }

  /** Calls `onLate` at the deadline if handlers still run, because the response was sent before and cannot report it. */
  watch(onLate: () => void): void {
    this.onLate = onLate
    this.startTimer()
  }

  private makeController(): AbortController {
    const controller = new AbortController()
    if (this.aborted) controller.abort(this.aborted.reason)
    else if (this.background) this.startTimer()
    return controller
  }

  private startTimer(): void {
    if (this.timer !== undefined || this.hasEnded) return
    const left = Math.max(0, this.timeout - (monotonicNow() - this.startedAt))
    const reason = new DOMException(`not handled within ${this.timeout} ms`, 'TimeoutError')
    this.timer = setTimeout(() => {
      this.onLate?.()
      this.abort(reason)
    }, left)
  }
}
