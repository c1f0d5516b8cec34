import type { WazzupError } from '../errors/wazzup-error.ts'

/** Describes one attempt. Contains no key and no values of the input. */
export interface RequestInfo {
  /** Name of the method, for example `messages.send`. */
  endpoint: string
  /** HTTP method. */
  method: string
  /** Pattern of the path, for example `/v3/message/{messageId}`. */
  path: string
  /** Number of the attempt; 1 for the first. */
  attempt: number
  /** The `crmMessageId` of a send; undefined for other calls. */
  crmMessageId?: string | undefined
}

/** Describes the response to one attempt. */
export interface ResponseInfo extends RequestInfo {
  /** HTTP status. */
  status: number
  /** Milliseconds from the start of this attempt to the end of the response body. */
  milliseconds: number
}

/** Describes a failed attempt that is retried. */
export interface RetryInfo extends RequestInfo {
  /** The error of this attempt. */
  error: WazzupError
  /** Milliseconds until the next attempt. */
  delay: number
}

/** Describes an attempt that does not wait for the other processes, because the store cannot be reached. */
export interface StoreErrorInfo extends RequestInfo {
  /** The error of the store. */
  error: Error
}

/** Functions that the client calls, for logs and metrics. Their errors are ignored. */
export interface Hooks {
  /** Called before each attempt. */
  onRequest?: ((info: RequestInfo) => unknown) | undefined
  /** Called when Wazzup has responded to an attempt, with any status. */
  onResponse?: ((info: ResponseInfo) => unknown) | undefined
  /** Called after a failed attempt, before the wait for the next one. */
  onRetry?: ((info: RetryInfo) => unknown) | undefined
  /**
   * Called when the option `store` cannot be reached, at most every 5 seconds. Until it can, the rate limit is that of this
   * client alone.
   */
  onStoreError?: ((info: StoreErrorInfo) => unknown) | undefined
}

/** Calls a hook and ignores its error, or its rejected promise. */
export function notify<Name extends keyof Hooks>(
  hooks: Hooks | undefined,
  name: Name,
  info: Parameters<NonNullable<Hooks[Name]>>[0],
): void {
  if (hooks?.[name]) quietly(() => (hooks[name] as (info: unknown) => unknown)(info))
}

/** Calls a listener of the app and ignores its error: a broken logger must not make a call fail. */
export function quietly(listen: () => unknown): void {
  new Promise((resolve) => resolve(listen())).catch(() => {})
}
