import { makeAttempt } from './attempt.ts'
import type { Endpoint } from './endpoint.ts'
import {
  WazzupNetworkError,
  WazzupValidationError,
  type WazzupApiError,
  type WazzupError,
} from './errors/wazzup-error.ts'
import { wrongInput } from './errors/wrong-input.ts'
import { notify } from './hooks.ts'
import { keyIssue } from './key.ts'
import type { Limiter } from './limiter.ts'
import { callDefaults, DEFAULT_BASE_URL, numberIssues, type CallOptions } from './options.ts'
import { read } from './read.ts'
import { safeCause } from './redact.ts'
import { buildRequest } from './request.ts'
import { delayBefore, isPassing, repeatableUntil } from './retry.ts'
import { causeOf, contextOf, type Client, type Run } from './run.ts'
import { Stopped, wait, within } from './within.ts'

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
  const run: Run = {
    client,
    endpoint,
    signal: options.signal,
    deadline: Date.now() + (options.timeout ?? client.options.timeout ?? callDefaults.timeout),
    info: {
      endpoint: name,
      method: endpoint.method,
      path: endpoint.path,
      crmMessageId: endpoint.repeat === 'keyed' ? (fields.crmMessageId as string) : undefined,
    },
    secrets: endpoint.secrets?.map((field) => String(fields[field])) ?? [],
    attempts: 0,
    unknownSince: undefined,
  }
  const source = endpoint.key === 'none' ? undefined : (options.apiKey ?? client.options.apiKey)
  // Nothing is awaited that is there already: most calls get here once, and at once.
  const key = typeof source === 'function' ? await fetchKey(run, source) : source
  checkKey(run, key)
  if (key !== undefined) run.secrets.push(key)
  const request = buildRequest(endpoint, fields, client.base ?? endpoint.origin ?? DEFAULT_BASE_URL, key)
  const attemptTimeout = options.attemptTimeout ?? client.options.attemptTimeout ?? callDefaults.attemptTimeout
  const retries = options.retries ?? client.options.retries ?? callDefaults.retries

  const limiter = client.limiterOf(key)
  let last: WazzupApiError | WazzupNetworkError | undefined
  for (;;) {
    const place = limiter ? limiter.take(Date.now()) : 0
    if (limiter && place > Date.now()) await waitForTurn(run, limiter, place, last)
    if (run.signal?.aborted) throw stoppedError(run, new Stopped('aborted', run.signal.reason), 'before it was sent')
    // Whatever made it late, a vault, a limiter or a machine that slept: outside of its time nothing is sent.
    if (Date.now() >= latestStart(run))
      throw last ?? stoppedError(run, new Stopped('timeout', undefined), 'before it was sent')
    const outcome = await makeAttempt(run, request, attemptTimeout)
    if (!('error' in outcome)) {
      client.budget.refill()
      return outcome.result
    }
    const { error } = outcome
    const delay = error instanceof WazzupValidationError ? undefined : delayOf(run, error, retries)
    if (delay === undefined) throw error
    last = error as typeof last
    if (limiter && 'status' in error && error.status === 429) limiter.pauseUntil(Date.now() + delay)
    notify(client.options.hooks, 'onRetry', { ...run.info, attempt: run.attempts, error, delay })
    await wait(delay, run.signal).catch((stopped: Stopped) => {
      throw stoppedError(run, stopped, 'between two attempts')
    })
  }
}

function checkInput(name: string, endpoint: Endpoint, input: unknown, options: CallOptions): Record<string, unknown> {
  const reading = read(endpoint.input, input ?? {})
  const wrongNumbers = options === noOptions ? [] : numberIssues(options)
  if (reading.issues || wrongNumbers.length > 0) {
    const issues = [...(reading.issues ?? []), ...wrongNumbers]
    throw wrongInput(issues, name)
  }
  const fields = reading.value as Record<string, unknown>
  if (endpoint.repeat !== 'keyed' || fields.crmMessageId !== undefined) return fields
  return { ...fields, crmMessageId: crypto.randomUUID() }
}

/** Fetches the key, within the deadline: a vault may hang too. */
function fetchKey(run: Run, source: () => string | Promise<string>): Promise<string> {
  return within(run.deadline - Date.now(), run.signal, async () => source()).catch((error: unknown) => {
    if (error instanceof Stopped) throw stoppedError(run, error, 'while apiKey() was fetching the key')
    const issue = { path: 'apiKey', message: 'could not be fetched: apiKey() threw' }
    throw new WazzupValidationError('input', [issue], contextOf(run), safeCause(error, run.secrets))
  })
}

/** The client's own key was checked when the client was made; there may be none, unless the address needs it. */
function checkKey(run: Run, key: string | undefined): void {
  if (key === run.client.options.apiKey && (key !== undefined || run.endpoint.key !== 'path')) return
  if (run.endpoint.key === 'none') return
  const issue = keyIssue(key, 'apiKey')
  if (issue) throw new WazzupValidationError('input', [issue], contextOf(run))
}

/** Waits for a place of the limiter. Fails at once when it is too late a place. */
async function waitForTurn(run: Run, limiter: Limiter, first: number, last: WazzupError | undefined): Promise<void> {
  let place = first
  do {
    const milliseconds = place - Date.now()
    if (place >= latestStart(run)) {
      limiter.giveBack(place)
      const why = `because the limiter would hold it for ${milliseconds} ms`
      throw last ?? stoppedError(run, new Stopped('timeout', undefined), why)
    }
    await wait(milliseconds, run.signal).catch((stopped: Stopped) => {
      limiter.giveBack(place)
      throw stoppedError(run, stopped, 'while it waited for the limiter')
    })
    if (!limiter.isPaused(Date.now())) return
    place = limiter.take(Date.now())
  } while (place > Date.now())
}

/** When the next attempt has to have started. */
function latestStart(run: Run): number {
  return Math.min(run.deadline, repeatableUntil(run.endpoint.repeat, run.unknownSince))
}

/** Milliseconds to wait before another attempt; undefined when there must not be one. */
function delayOf(run: Run, error: WazzupApiError | WazzupNetworkError, retries: number): number | undefined {
  if (run.attempts > retries || !isPassing(error)) return undefined
  const delay = delayBefore(run.attempts, error)
  if (Date.now() + delay >= latestStart(run)) return undefined
  return run.client.budget.spend(error) ? delay : undefined
}

/** The call ended before its next attempt. */
function stoppedError(run: Run, { reason, cause }: Stopped, when: string): WazzupNetworkError {
  const what = reason === 'timeout' ? 'out of time' : 'called off'
  return new WazzupNetworkError(`${what} ${when}`, reason, contextOf(run), causeOf(run, cause))
}
