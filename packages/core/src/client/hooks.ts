import type { WazzupError } from '../errors/wazzup-error.ts'

/** One attempt. Contains no key and no values; `path` is the pattern of the path. */
export interface RequestInfo {
  /** `messages.send` */
  endpoint: string
  method: string
  /** `/v3/message/{messageId}` */
  path: string
  /** 1 for the first. */
  attempt: number
  /** The id of a send. */
  crmMessageId?: string | undefined
}

export interface ResponseInfo extends RequestInfo {
  status: number
  /** From the start of this attempt to the end of its body. */
  milliseconds: number
}

export interface RetryInfo extends RequestInfo {
  /** What went wrong with this attempt. */
  error: WazzupError
  /** Milliseconds until the next one. */
  delay: number
}

/** Functions that the client calls, for logs and metrics. */
export interface Hooks {
  onRequest?: ((info: RequestInfo) => unknown) | undefined
  onResponse?: ((info: ResponseInfo) => unknown) | undefined
  onRetry?: ((info: RetryInfo) => unknown) | undefined
}

/** Runs a hook; its failure, now or later, is its own. */
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
