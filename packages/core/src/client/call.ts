import { makeAttempt } from './attempt.ts'
import { momentNow, monotonicNow } from './timing/clock.ts'
import type { Endpoint } from '../api/endpoint.ts'
import { WazzupNetworkError } from '../errors/network-error.ts'
import { WazzupValidationError } from '../errors/validation-error.ts'
import type { WazzupApiError } from '../errors/api-error.ts'
import { notify } from './hooks.ts'
import { keyProblem } from './api-key.ts'
import { defaultCallOptions, DEFAULT_BASE_URL, callRules, type CallOptions } from './options.ts'
import { optionIssues } from '../errors/check-options.ts'
import type { Issue } from '../schema/issues.ts'
import { parse } from '../schema/schema.ts'
import { safeCause } from '../errors/redaction/redact.ts'
import { buildRequest } from './transport/build-request.ts'
import { delayBefore, isTemporary, momentOfEarlierAttempt, REPEAT_WINDOW } from './timing/retry.ts'
import { contextOf, stoppedError, timeLeft, timeToStart, type Client, type CallState } from './call-state.ts'
import { Stopped, wait, withDeadline } from './timing/deadline.ts'
import { waitForPlace } from './wait-for-place.ts'

/**
 * Makes one call of an endpoint: checks the input, sends the request, and retries only if a retry cannot do the work
 * twice.
 */
export async function call(
  client: Client,
  name: string,
  endpoint: Endpoint,
  input: unknown,
  given: CallOptions | undefined,
): Promise<unknown> {
  const options = given ?? {}
  // Most calls have no options, so nothing is checked for them.
  const fields = checkInput(name, endpoint, input, options, given ? optionIssues(given, callRules) : [])
  const { firstAttemptAt } = options
  const run: CallState = {
    client,
    endpoint,
    signal: options.signal,
    startedAt: momentNow(),
    timeout: options.timeout ?? client.options.timeout ?? defaultCallOptions.timeout,
    info: {
      endpoint: name,
      method: endpoint.method,
      path: endpoint.path,
      crmMessageId: endpoint.keyed && (fields[endpoint.keyed.field] as string),
    },
    secrets: endpoint.secrets?.map((field) => String(fields[field])) ?? [],
    attempts: 0,
    unknownSince:
      firstAttemptAt === undefined || endpoint.method === 'GET'
        ? undefined
        : momentOfEarlierAttempt(Number(firstAttemptAt)),
  }
  const source = endpoint.key === 'none' ? undefined : (options.apiKey ?? client.options.apiKey)
  // A key that is a string is not awaited: an `await` would delay every request by a microtask.
  const isFetched = typeof source === 'function'
  const key = isFetched ? await fetchKey(run, source) : source
  // Other keys were checked with the options. A client may have no key, except for endpoints with the key in their path.
  if (isFetched || endpoint.key === 'path') checkKey(run, key)
  if (key !== undefined) run.secrets.push(key)
  const request = buildRequest(endpoint, fields, client.base ?? endpoint.origin ?? DEFAULT_BASE_URL, key)
  const attemptTimeout = options.attemptTimeout ?? client.options.attemptTimeout ?? defaultCallOptions.attemptTimeout
  const maxRetries = options.maxRetries ?? client.options.maxRetries ?? defaultCallOptions.maxRetries

  const { limiter, budget } = client.stateOf(key)
  let last: WazzupApiError | WazzupNetworkError | undefined
  for (;;) {
    // A call that is aborted or out of time sends nothing, so it takes no place of the limiter.
    if (limiter && !run.signal?.aborted && timeToStart(run) > 0) {
      const now = monotonicNow()
      const place = limiter.take(now)
      if (place > now) await waitForPlace(run, limiter, place, last)
      if (client.options.store) await client.options.store.waitForTurn(run, limiter, options, last)
    }
    if (run.signal?.aborted) throw stoppedError(run, new Stopped('aborted', run.signal.reason), 'before it was sent')
    // A slow `apiKey()`, the limiter or a sleep of the machine can use up the time. No request starts after the
    // deadline.
    if (timeToStart(run) <= 0) throw last ?? lateError(run)
    const outcome = await makeAttempt(run, request, attemptTimeout)
    if (!('error' in outcome)) {
      budget.refill()
      return outcome.result
    }
    const { error } = outcome
    if (error instanceof WazzupValidationError) throw error
    const delay = delayBefore(run.attempts, error)
    // Even if this call does not retry: Wazzup counts requests per key, so it would reject the other calls too.
    if (limiter && 'status' in error && error.status === 429) limiter.pauseUntil(monotonicNow() + delay)
    if (!mayRepeat(run, error, delay, maxRetries) || !budget.spend(error)) throw error
    last = error
    notify(client.options.hooks, 'onRetry', { ...run.info, attempt: run.attempts, error, delay })
    await wait(delay, run.signal).catch((stopped: Stopped) => {
      throw stoppedError(run, stopped, 'between two attempts')
    })
  }
}

function checkInput(
  name: string,
  endpoint: Endpoint,
  input: unknown,
  options: CallOptions,
  wrongOptions: readonly Issue[],
): Record<string, unknown> {
  const reading = parse(endpoint.input, input ?? {})
  const issues = [...(reading.issues ?? []), ...wrongOptions]
  const fields = (reading.issues ? {} : reading.value) as Record<string, unknown>
  const { keyed } = endpoint
  const needsId = keyed !== undefined && fields[keyed.field] === undefined
  const isAgain = options.firstAttemptAt !== undefined
  if (needsId && isAgain && !reading.issues) {
    issues.push({
      path: keyed.field,
      message: 'is missing: must be the id of the attempt that began at firstAttemptAt',
    })
  }
  if (issues.length > 0) {
    // The earlier attempt that `firstAttemptAt` names may have sent the message, although this call sends nothing.
    const effect = isAgain && endpoint.method !== 'GET' ? 'unknown' : 'none'
    throw new WazzupValidationError('input', issues, { endpoint: name, effect, attempts: 0 })
  }
  return needsId ? { ...fields, [keyed.field]: keyed.createId() } : fields
}

/** Calls `apiKey()` within the deadline of the call, because a vault may hang. */
function fetchKey(run: CallState, source: () => string | Promise<string>): Promise<string> {
  return withDeadline(timeLeft(run), run.signal, async () => source()).catch((error: unknown) => {
    if (error instanceof Stopped) throw stoppedError(run, error, 'while apiKey() was fetching the key')
    const issue = { path: 'apiKey', message: 'could not be fetched: apiKey() threw' }
    throw new WazzupValidationError('input', [issue], contextOf(run), safeCause(error, run.secrets))
  })
}

function checkKey(run: CallState, key: string | undefined): void {
  const message = keyProblem(key)
  if (message) throw new WazzupValidationError('input', [{ path: 'apiKey', message }], contextOf(run))
}

/** Whether a retry after this delay is allowed, safe, and can succeed. */
function mayRepeat(
  run: CallState,
  error: WazzupApiError | WazzupNetworkError,
  delay: number,
  maxRetries: number,
): boolean {
  return run.attempts <= maxRetries && isTemporary(error) && delay < timeToStart(run)
}

/**
 * Creates the error for a call that made no attempt because it was too late: the timeout had passed, or Wazzup no longer
 * remembers the id of the attempt that `firstAttemptAt` names.
 */
function lateError(run: CallState): WazzupNetworkError {
  if (timeLeft(run) <= 0) return stoppedError(run, new Stopped('timeout', undefined), 'before it was sent')
  const what = `not sent again: Wazzup rejects a repeated crmMessageId for ${REPEAT_WINDOW / 1_000} seconds only, and too few are left (or firstAttemptAt is in the future by this machine's clock)`
  return new WazzupNetworkError(what, 'timeout', contextOf(run))
}
