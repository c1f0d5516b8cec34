import type { RetryAdvice } from '../errors/codes/error-facts.ts'
import { markGivenUp } from '../store/handling/give-up.ts'

/**
 * Why a file was not downloaded.
 *
 * - `forbidden`: its address, or one that it redirects to, is not allowed. No request was made to that address.
 * - `tooLarge`: it has more than `maxBytes`.
 * - `status`: the host responded with a status that is not 2xx.
 * - `connection`: the connection failed, or broke.
 * - `timeout`: it took longer than `timeout`.
 * - `aborted`: the `signal` aborted.
 */
export type DownloadFailure = 'forbidden' | 'tooLarge' | 'status' | 'connection' | 'timeout' | 'aborted'

/**
 * The error of a file that was not downloaded. Names no address, only its host. If a handler of stored events, of the outbox or
 * of timers throws it, the handler runs again only if another try may succeed; see `giveUp`.
 */
export class DownloadError extends Error {
  /** Name of the class, also in a minified bundle. */
  override readonly name = 'DownloadError'
  /** Why the file was not downloaded. */
  readonly reason: DownloadFailure
  /** HTTP status of the host; undefined if it is not the reason. */
  readonly status: number | undefined
  /** Whether another try may succeed: `never`, or `later`. */
  readonly retry: RetryAdvice

  constructor(reason: DownloadFailure, message: string, status?: number) {
    super(`downloadFile: ${message}`)
    this.reason = reason
    this.status = status
    const isFinal = reason === 'status' ? !isPassing(status) : reason === 'forbidden' || reason === 'tooLarge'
    this.retry = isFinal ? 'never' : 'later'
    if (isFinal) markGivenUp(this)
  }
}

function isPassing(status: number | undefined): boolean {
  return status === undefined || status >= 500 || status === 408 || status === 425 || status === 429
}
