import type { Explain } from './errors/from-answer.ts'
import type { Hooks } from './hooks.ts'
import type { Issue } from './issues.ts'
import type { ApiKey } from './key.ts'
import type { Pace } from './limiter.ts'
import type { FetchLike } from './transport.ts'

/** The real service. https://wazzup24.ru/help/api-ru/avtorizaciya/ */
export const DEFAULT_BASE_URL = 'https://api.wazzup24.com'

/** How long a call may take, an attempt of it, and how often it is repeated, unless told otherwise. */
export const callDefaults = { timeout: 30_000, attemptTimeout: 15_000, retries: 2 }

/** What a client is made of. */
export interface ClientOptions {
  /**
   * Key of the integration, or a function that fetches it for each call. May be left out only with a `baseUrl`
   * of your own, such as a gateway that adds the key.
   */
  apiKey?: ApiKey
  /** Where the API is, without a path or with `/v3`; default `https://api.wazzup24.com`. */
  baseUrl?: string
  /** Any `fetch`; default the platform's, looked up at each call. */
  fetch?: FetchLike
  /** Milliseconds for a whole call: waiting for the limiter, all attempts with their bodies, and back-offs. Default 30,000. */
  timeout?: number
  /** Milliseconds for one attempt, body included. Default 15,000. */
  attemptTimeout?: number
  /** How often a call is repeated where that is safe. Default 2. */
  retries?: number
  /** How fast requests may start per key: default 450 in 5 seconds (Wazzup takes 500), `'unlimited'` to leave it to Wazzup. */
  pace?: Pace | 'unlimited'
  /** Told about requests, responses and retries; they never see the key, and their failures do not touch the call. */
  hooks?: Hooks
  /** Sentences for errors; `createWazzup` brings the whole catalogue, `createClient` none. */
  explain?: Explain
}

/** What one call may have of its own. */
export interface CallOptions {
  /** Calls the whole call off, waits included. */
  signal?: AbortSignal
  /** Milliseconds for this call. */
  timeout?: number
  /** Milliseconds for one attempt of this call. */
  attemptTimeout?: number
  /** How often this call is repeated where that is safe. */
  retries?: number
  /** Key of another account. */
  apiKey?: ApiKey
}

/** The base without trailing slashes and without `/v3`, which every path brings itself. */
export function normalizeBaseUrl(baseUrl: string): string {
  let end = baseUrl.length
  while (baseUrl[end - 1] === '/') end--
  const base = baseUrl.slice(0, end)
  return base.endsWith('/v3') ? base.slice(0, -3) : base
}

/** A longer timer fires at once in every runtime. */
const longestTimer = 2 ** 31 - 1

/** What is wrong with the numbers of a client or a call. */
export function numberIssues(options: CallOptions | ClientOptions): Issue[] {
  const issues: Issue[] = []
  for (const path of ['timeout', 'attemptTimeout'] as const) {
    const value = options[path]
    if (value !== undefined && !(value > 0 && value <= longestTimer)) {
      issues.push({ path, message: `must be milliseconds between 1 and ${longestTimer}` })
    }
  }
  if (options.retries !== undefined && !(Number.isInteger(options.retries) && options.retries >= 0)) {
    issues.push({ path: 'retries', message: 'must be a whole number from 0' })
  }
  return issues
}
