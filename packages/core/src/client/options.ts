import type { Explain } from '../errors/texts/explain.ts'
import type { Hooks } from './hooks.ts'
import type { Issue } from '../schema/issues.ts'
import type { ApiKey } from './api-key.ts'
import type { RateLimit } from './timing/rate-limit.ts'
import type { FetchLike } from './transport/transport.ts'

/** The real service. https://wazzup24.ru/help/api-ru/avtorizaciya/ */
export const DEFAULT_BASE_URL = 'https://api.wazzup24.com'

/** How long a call may take, an attempt of it, and how often it is repeated, unless told otherwise. */
export const defaultCallOptions = { timeout: 30_000, attemptTimeout: 15_000, maxRetries: 2 }

/** What a client is made of. */
export interface ClientOptions {
  /**
   * Key of the integration, or a function that fetches it for each call. May be left out only with a `baseUrl`
   * of your own, such as a gateway that adds the key.
   */
  apiKey?: ApiKey | undefined
  /**
   * Where the API is: an absolute http(s) URL, without the paths of the calls or with `/v3`. Empty text stands for none.
   *
   * @default 'https://api.wazzup24.com'
   */
  baseUrl?: string | undefined
  /** Any `fetch`; default the platform's, looked up at each call. */
  fetch?: FetchLike | undefined
  /** Milliseconds for a whole call: waiting for the limiter, all attempts with their bodies, and back-offs. Default 30,000. */
  timeout?: number | undefined
  /** Milliseconds for one attempt, body included. Default 15,000. */
  attemptTimeout?: number | undefined
  /** How often a call is repeated where that is safe. Default 2. */
  maxRetries?: number | undefined
  /** How fast requests may start per key: default 450 in 5 seconds (Wazzup takes 500), `'unlimited'` to leave it to Wazzup. */
  rateLimit?: RateLimit | 'unlimited' | undefined
  /** Told about requests, responses and retries; they never see the key, and their failures do not touch the call. */
  hooks?: Hooks | undefined
  /** Sentences for errors; `createWazzup` brings the whole catalogue, `createClient` none. */
  explain?: Explain | undefined
}

/** What one call may have of its own. */
export interface CallOptions {
  /** Calls the whole call off, waits included. */
  signal?: AbortSignal | undefined
  /** Milliseconds for this call. */
  timeout?: number | undefined
  /** Milliseconds for one attempt of this call. */
  attemptTimeout?: number | undefined
  /** How often this call is repeated where that is safe. */
  maxRetries?: number | undefined
  /** Key of another account. */
  apiKey?: ApiKey | undefined
  /**
   * When an earlier attempt to send under this `crmMessageId` began: in milliseconds since 1970, or as a date. Give it
   * when your process crashed, or when a job queue tries again. Wazzup rejects a repeated id for 60 seconds only, so
   * the last request of this call ends 50 seconds after it. With less than 3 seconds left, the call sends nothing and throws
   * with `effect: 'unknown'`.
   */
  firstAttemptAt?: number | Date | undefined
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
  if ('firstAttemptAt' in options && !isMoment(options.firstAttemptAt)) {
    issues.push({ path: 'firstAttemptAt', message: 'must be a valid Date, or milliseconds (not seconds) since 1970' })
  }
  if (options.maxRetries !== undefined && !(Number.isInteger(options.maxRetries) && options.maxRetries >= 0)) {
    issues.push({ path: 'maxRetries', message: 'must be a whole number from 0' })
  }
  return issues
}

/** Fewer milliseconds would lie before 1973: they are seconds. */
const leastMilliseconds = 100_000_000_000

function isMoment(value: unknown): boolean {
  if (value === undefined) return true
  const milliseconds = value instanceof Date ? value.getTime() : value
  return typeof milliseconds === 'number' && milliseconds >= leastMilliseconds && milliseconds < Infinity
}
