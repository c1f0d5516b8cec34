import { onAbort } from './abort-listeners.ts'

/** The reason why work was stopped before it ended. */
export class Stopped {
  readonly reason: 'timeout' | 'aborted'
  readonly cause: unknown

  constructor(reason: 'timeout' | 'aborted', cause: unknown) {
    this.reason = reason
    this.cause = cause
  }
}

/**
 * Runs work with a time limit in milliseconds, and stops it when `signal` aborts. The work gets a signal of its own that
 * aborts in both cases. Rejects with {@link Stopped} at once, because a custom `fetch` may ignore its signal.
 * Does not use `AbortSignal.any`, which is slow and missing in the edge runtime.
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
      reject(stopped)
      end()
      controller.abort()
    }
    // In this order, a signal that cannot be listened to rejects, and leaves no timer behind.
    const stopListening = signal && onAbort(signal, () => stop(new Stopped('aborted', signal.reason)))
    const timer = setTimeout(() => stop(new Stopped('timeout', undefined)), timeout)
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

/** Waits the given milliseconds. Rejects with {@link Stopped} when `signal` aborts. */
export function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return withDeadline(milliseconds, signal, () => new Promise<never>(() => {})).catch((stopped: Stopped) => {
    if (stopped.reason === 'aborted') throw stopped
  })
}
