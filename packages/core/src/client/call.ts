import { makeAttempt } from './attempt.ts'
import { momentNow, monotonicNow } from './timing/clock.ts'
import type { Endpoint } from '../api/endpoint.ts'
import { WazzupNetworkError } from '../errors/network-error.ts'
import { WazzupValidationError } from '../errors/validation-error.ts'
import type { WazzupApiError } from '../errors/api-error.ts'
import type { WazzupError } from '../errors/wazzup-error.ts'
import { notify } from './hooks.ts'
import { keyIssue } from './api-key.ts'
import type { Limiter } from './timing/rate-limit.ts'
import { defaultCallOptions, DEFAULT_BASE_URL, numberIssues, type CallOptions } from './options.ts'
import { parse } from '../schema/schema.ts'
import { safeCause } from '../errors/redaction/redact.ts'
import { buildRequest } from './transport/build-request.ts'
import { delayBefore, isTemporary, momentOfEarlierAttempt, REPEAT_WINDOW, timeToStartRepeat } from './timing/retry.ts'
import { causeOf, contextOf, timeLeft, type Client, type CallState } from './call-state.ts'
import { Stopped, wait, withDeadline } from './timing/deadline.ts'

const noOptions: CallOptions = {}

/** Makes one call of an endpoint, from input to output, with as many attempts as are safe. */
export async function call(
  client: Client,
  name: string,
  endpoint: Endpoint,
  input: unknown,
  options: CallOptions = noOptions,
): Promise<unknown> {
  const fields = checkInput(name, endpoint, input, options)
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
  // Nothing is awaited that is there already: most calls get here once, and at once.
  const key = typeof source === 'function' ? await fetchKey(run, source) : source
  checkKey(run, key)
  if (key !== undefined) run.secrets.push(key)
  const request = buildRequest(endpoint, fields, client.base ?? endpoint.origin ?? DEFAULT_BASE_URL, key)
  const attemptTimeout = options.attemptTimeout ?? client.options.attemptTimeout ?? defaultCallOptions.attemptTimeout
  const maxRetries = options.maxRetries ?? client.options.maxRetries ?? defaultCallOptions.maxRetries

  const { limiter, budget } = client.stateOf(key)
  let last: WazzupApiError | WazzupNetworkError | undefined
  for (;;) {
    // A call that sends nothing takes no place from those that do.
    if (limiter && !run.signal?.aborted && timeToStart(run) > 0) {
      const now = monotonicNow()
      const place = limiter.take(now)
      if (place > now) await waitForTurn(run, limiter, place, last)
    }
    if (run.signal?.aborted) throw stoppedError(run, new Stopped('aborted', run.signal.reason), 'before it was sent')
    // Whatever made it late, a vault, a limiter or a machine that slept: outside of its time nothing is sent.
    if (timeToStart(run) <= 0) throw last ?? lateError(run)
    const outcome = await makeAttempt(run, request, attemptTimeout)
    if (!('error' in outcome)) {
      budget.refill()
      return outcome.result
    }
    const { error } = outcome
    if (error instanceof WazzupValidationError) throw error
    const delay = delayBefore(run.attempts, error)
    // Whatever this call does next: the others with this key would be answered 429 too.
    if (limiter && 'status' in error && error.status === 429) limiter.pauseUntil(monotonicNow() + delay)
    if (!mayRepeat(run, error, delay, maxRetries) || !budget.spend(error)) throw error
    last = error
    notify(client.options.hooks, 'onRetry', { ...run.info, attempt: run.attempts, error, delay })
    await wait(delay, run.signal).catch((stopped: Stopped) => {
      throw stoppedError(run, stopped, 'between two attempts')
    })
  }
}

function checkInput(name: string, endpoint: Endpoint, input: unknown, options: CallOptions): Record<string, unknown> {
  const reading = parse(endpoint.input, input ?? {})
  const issues = [...(reading.issues ?? []), ...(options === noOptions ? [] : numberIssues(options))]
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
    // The attempt before this call may have sent it all the same.
    const effect = isAgain && endpoint.method !== 'GET' ? 'unknown' : 'none'
    throw new WazzupValidationError('input', issues, { endpoint: name, effect, attempts: 0 })
  }
  return needsId ? { ...fields, [keyed.field]: keyed.createId() } : fields
}

/** Fetches the key, within the deadline: a vault may hang too. */
function fetchKey(run: CallState, source: () => string | Promise<string>): Promise<string> {
  return withDeadline(timeLeft(run), run.signal, async () => source()).catch((error: unknown) => {
    if (error instanceof Stopped) throw stoppedError(run, error, 'while apiKey() was fetching the key')
    const issue = { path: 'apiKey', message: 'could not be fetched: apiKey() threw' }
    throw new WazzupValidationError('input', [issue], contextOf(run), safeCause(error, run.secrets))
  })
}

/** The client's own key was checked when the client was made; there may be none, unless the address needs it. */
function checkKey(run: CallState, key: string | undefined): void {
  if (key === run.client.options.apiKey && (key !== undefined || run.endpoint.key !== 'path')) return
  if (run.endpoint.key === 'none') return
  const issue = keyIssue(key, 'apiKey')
  if (issue) throw new WazzupValidationError('input', [issue], contextOf(run))
}

/** Waits for a place of the limiter. Fails at once when it is too late a place. */
async function waitForTurn(
  run: CallState,
  limiter: Limiter,
  first: number,
  last: WazzupError | undefined,
): Promise<void> {
  let place = first
  for (let now = monotonicNow(); place > now;) {
    const milliseconds = place - now
    if (milliseconds >= timeToStart(run)) {
      const holder = limiter.isPaused(now) ? 'an earlier 429 of Wazzup' : 'the limiter'
      limiter.giveBack(place)
      throw (
        last ??
        stoppedError(
          run,
          new Stopped('timeout', undefined),
          `because ${holder} would hold it for ${Math.ceil(milliseconds)} ms`,
        )
      )
    }
    await wait(milliseconds, run.signal).catch((stopped: Stopped) => {
      limiter.giveBack(place)
      throw stoppedError(run, stopped, 'while it waited for the limiter')
    })
    // A test may fake the timers and leave the clock alone: then the timer is right.
    now = Math.max(monotonicNow(), place)
    if (!limiter.isPaused(now)) return
    place = limiter.take(now)
  }
}

/** Milliseconds in which the next attempt has to have started. */
function timeToStart(run: CallState): number {
  return Math.min(timeLeft(run), timeToStartRepeat(run.endpoint.repeat, run.unknownSince))
}

/** Whether another attempt, after this delay, is safe and makes sense. */
function mayRepeat(
  run: CallState,
  error: WazzupApiError | WazzupNetworkError,
  delay: number,
  maxRetries: number,
): boolean {
  return run.attempts <= maxRetries && isTemporary(error) && delay < timeToStart(run)
}

/** Too late for an attempt although none was made: time ran out, or the window of an earlier one is over. */
function lateError(run: CallState): WazzupNetworkError {
  if (timeLeft(run) <= 0) return stoppedError(run, new Stopped('timeout', undefined), 'before it was sent')
  const what = `not sent again: Wazzup rejects a repeated crmMessageId for ${REPEAT_WINDOW / 1_000} seconds only, and too little is left of them (or firstAttemptAt lies in the future by the clock of this machine)`
  return new WazzupNetworkError(what, 'timeout', contextOf(run))
}

/** The call ended before its next attempt. */
function stoppedError(run: CallState, { reason, cause }: Stopped, when: string): WazzupNetworkError {
  const what = reason === 'timeout' ? 'out of time' : 'called off'
  return new WazzupNetworkError(`${what} ${when}`, reason, contextOf(run), causeOf(run, cause))
}
