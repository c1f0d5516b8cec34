import type { Explain } from '../errors/texts/explain.ts'
import {
  isAccountStore,
  isFunction,
  isObject,
  isPositive,
  isTimeout,
  mustBe,
  type Rules,
} from '../schema/option-rules.ts'
import { isMilliseconds } from '../schema/milliseconds.ts'
import type { Hooks } from './hooks.ts'
import { isKey, type ApiKey } from './api-key.ts'
import { baseUrlProblem } from './base-url.ts'
import type { RateLimit } from './timing/rate-limit.ts'
import type { RateStore } from './timing/shared-rate.ts'
import type { FetchLike } from './transport/transport.ts'

/** The production API. https://wazzup24.ru/help/api-ru/avtorizaciya/ */
export const DEFAULT_BASE_URL = 'https://api.wazzup24.com'

/** Defaults of a client: milliseconds for a call and for an attempt, and the number of retries. */
export const defaultCallOptions = { timeout: 30_000, attemptTimeout: 15_000, maxRetries: 2 }

/** Options of {@link createWazzup} and {@link createClient}. */
export interface ClientOptions {
  /**
   * Key of the API integration, or a function that returns it for each call. Optional only with a `baseUrl` that leads
   * to your own server, for example a gateway that adds the key.
   *
   * @see https://wazzup24.ru/help/api-ru/avtorizaciya/
   */
  apiKey?: ApiKey | undefined
  /**
   * Address of the API: an absolute http(s) URL, with or without `/v3` at its end. An empty string means the default.
   *
   * @default 'https://api.wazzup24.com'
   */
  baseUrl?: string | undefined
  /**
   * Function that makes the requests.
   *
   * @default globalThis.fetch, as it is at the time of the call
   */
  fetch?: FetchLike | undefined
  /**
   * Milliseconds for a whole call: the wait for the limiter, all attempts with their bodies, and the waits between them.
   *
   * @default 30_000
   */
  timeout?: number | undefined
  /**
   * Milliseconds for one attempt, including its body.
   *
   * @default 15_000
   */
  attemptTimeout?: number | undefined
  /**
   * Maximum number of retries of a call. A call is retried only if that cannot do its work twice.
   *
   * @default 2
   */
  maxRetries?: number | undefined
  /**
   * Maximum number of requests per key and time. Wazzup accepts 500 in 5 seconds. `'unlimited'` turns the limiter off.
   *
   * @default { requests: 450, perMilliseconds: 5_000 }
   */
  rateLimit?: RateLimit | 'unlimited' | undefined
  /**
   * Store of the account, `store.forAccount(id)`, through which all processes share the rate limit of the key: together
   * they start at most 45 requests in half a second. An outbox in the same store counts too. Calls with a key of their own
   * count only in the limiter of this client, like all calls while the store cannot be reached. `rateLimit: 'unlimited'`
   * turns the shared limit of this client off too.
   *
   * @default each client counts alone
   */
  store?: RateStore | undefined
  /** Functions that are called on requests, responses and retries. They never get the key. Their errors are ignored. */
  hooks?: Hooks | undefined
  /**
   * Function that returns `meaning` and `remedy` of an error.
   *
   * @default the whole catalogue for `createWazzup`, general sentences for `createClient`
   */
  explain?: Explain | undefined
}

/** Options of a client that calls your own server, for example a gateway that adds the key. */
export interface OwnServerOptions extends ClientOptions {
  /** Without a key. */
  apiKey?: undefined
  /** Address of your server: an absolute http(s) URL. */
  baseUrl: string
}

// Declared after the other: on a tie, the compiler explains what is missing by the newest type.
/** Options of a client that calls Wazzup. */
export interface KeyOptions extends ClientOptions {
  /**
   * Key of the API integration, or a function that returns it for each call.
   *
   * @see https://wazzup24.ru/help/api-ru/avtorizaciya/
   */
  apiKey: ApiKey
}

/** Options of one call. They replace the options of the client. */
export interface CallOptions {
  /** Aborts the call, also while it waits. The call then throws WazzupNetworkError with `reason: 'aborted'`. */
  signal?: AbortSignal | undefined
  /** Milliseconds for this call, including waits and retries. */
  timeout?: number | undefined
  /** Milliseconds for one attempt of this call, including its body. */
  attemptTimeout?: number | undefined
  /** Maximum number of retries of this call. */
  maxRetries?: number | undefined
  /** Key of another account, or a function that returns it. */
  apiKey?: ApiKey | undefined
  /**
   * Start of an earlier attempt to send under this `crmMessageId`: milliseconds since 1970, or a date. Use it when you
   * repeat a send after a crash, or from a job queue. Wazzup rejects a repeated id for 60 seconds only, so the last
   * request of this call ends at most 50 seconds after that moment. With less than 3 seconds left, the call sends nothing
   * and throws with `effect: 'unknown'`.
   */
  firstAttemptAt?: number | Date | undefined
}

/** The rules of the options that a client and a call have. */
const ofBoth = {
  apiKey: isKey,
  timeout: isTimeout,
  attemptTimeout: isTimeout,
  maxRetries: mustBe('a whole number from 0', (value: number) => Number.isInteger(value) && value >= 0),
}

/** The rules of the options of a call. */
export const callRules: Rules<CallOptions> = {
  ...ofBoth,
  signal: mustBe('an AbortSignal: controller.signal', (value: AbortSignal) => 'aborted' in Object(value)),
  firstAttemptAt: mustBe('a valid Date, or milliseconds (not seconds) since 1970', (value: unknown) =>
    isMilliseconds(value instanceof Date ? value.getTime() : value),
  ),
}

/** The rules of the options of a client. */
export const clientRules: Rules<ClientOptions> = {
  ...ofBoth,
  baseUrl: baseUrlProblem,
  fetch: isFunction,
  rateLimit: mustBe(
    '{ requests, perMilliseconds }, both above 0, or "unlimited"',
    (value: RateLimit | 'unlimited' | null) =>
      value === 'unlimited' ||
      (isPositive(value?.requests) && value.requests % 1 === 0 && isPositive(value.perMilliseconds)),
  ),
  store: isAccountStore,
  hooks: isObject,
  explain: isFunction,
}
