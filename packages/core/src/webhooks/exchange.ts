import { monotonicNow } from '../clock.ts'
import type { Background } from './delivery.ts'
import type { EventKind, Events } from './events.ts'

/** One delivery while it is handled. */
export interface Exchange {
  readonly background: Background | undefined
  /** Aborts at the deadline of the delivery. */
  readonly signal: AbortSignal
  /** Events whose handlers have begun and not ended. */
  readonly running: Set<Events[EventKind]>
  /** Aborts the signal. */
  abort(reason: unknown): void
  /** Everything was handled: the signal is not needed any more. */
  end(): void
}

/**
 * Begins the exchange of one delivery. Its signal is made when a handler first reads it, and so is the timer that keeps
 * the deadline when the response does not wait for handlers.
 */
export function beginExchange(timeout: number, background: Background | undefined): Exchange {
  const startedAt = background ? monotonicNow() : 0
  const running = new Set<Events[EventKind]>()
  let controller: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let aborted: { reason: unknown } | undefined
  let hasEnded = false

  const abort = (reason: unknown): void => {
    aborted ??= { reason }
    controller?.abort(reason)
  }

  return {
    background,
    running,
    abort,
    get signal() {
      if (controller) return controller.signal
      controller = new AbortController()
      if (aborted) controller.abort(aborted.reason)
      else if (background && !hasEnded) {
        const left = Math.max(0, timeout - (monotonicNow() - startedAt))
        timer = setTimeout(() => abort(new DOMException(`not handled within ${timeout} ms`, 'TimeoutError')), left)
      }
      return controller.signal
    },
    end() {
      hasEnded = true
      clearTimeout(timer)
    },
  }
}
