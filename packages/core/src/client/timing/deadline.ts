import { onAbort } from './abort-listeners.ts'

/** Why work was stopped before it ended. */
export class Stopped {
  readonly reason: 'timeout' | 'aborted'
  readonly cause: unknown

  constructor(reason: 'timeout' | 'aborted', cause: unknown) {
    this.reason = reason
    this.cause = cause
  }
}

/**
 * Gives work a time limit in milliseconds and a way to be called off, and tells it to stop by a signal of its own.
 * Rejects with {@link Stopped} at once, even when the work ignores its signal: any `fetch` must obey our deadline.
 * One timer, one controller, no `AbortSignal.any`: it is slow, and missing in the edge runtime.
 */
export function withDeadline<Result>(
  timeout: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    if (signal?.aborted) {
      reject(new Stopped('aborted', signal.reason))
      return
    }
    const controller = new AbortController()
    const end = (): void => {
      clearTimeout(timer)
      stopListening?.()
    }
    const stop = (stopped: Stopped): void => {
      end()
      reject(stopped)
      controller.abort()
    }
    const timer = setTimeout(() => stop(new Stopped('timeout', undefined)), timeout)
    const stopListening = signal && onAbort(signal, () => stop(new Stopped('aborted', signal.reason)))
    work(controller.signal).then(
      (result) => {
        end()
        resolve(result)
      },
      (error: unknown) => {
        end()
        reject(error as Error)
      },
    )
  })
}

/** Waits so many milliseconds; rejects with {@link Stopped} when called off. */
export function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return withDeadline(milliseconds, signal, () => new Promise<never>(() => {})).catch((stopped: Stopped) => {
    if (stopped.reason === 'aborted') throw stopped
  })
}
