import { getRaw } from '../client/transport/response.ts'
import { elapsedSince, momentNow } from '../client/timing/clock.ts'
import { quietly } from '../client/hooks.ts'
import { printFailure } from '../errors/redaction/print-failure.ts'
import { toProblem } from '../errors/to-problem.ts'
import type { Effect } from '../errors/codes/error-facts.ts'
import { createInputError } from '../errors/validation-error.ts'
import { checkOptions } from '../errors/check-options.ts'
import { isAnything, isFunction, isSender, isTimeout, type Rules } from '../schema/option-rules.ts'
import { parse } from '../schema/schema.ts'
import type { Wazzup } from '../client/create-wazzup.ts'
import { withDeadline } from '../client/timing/deadline.ts'
import { readLimits, type Limits, type PartialLimits } from '../inbound/limits.ts'
import { readBody } from '../inbound/read-body.ts'
import { readHeader } from '../inbound/read-header.ts'
import type { InboundRequest } from '../inbound/target.ts'
import { jsonResponse, type WebhookResponse } from '../inbound/webhook-response.ts'
import { authorizeCall, type AuthorizeInput, type AuthorizeResult } from './authorize-call.ts'
import { createOriginCheck, createPreflightHeaders, isPreflight } from './origins.ts'
import { gatewayProblems, respondWithProblem, type GatewayProblem } from './problems.ts'
import { createRouteFinder, type EndpointName, type Match } from './routes.ts'

/** Options of {@link createGateway}. */
export interface GatewayOptions<Name extends EndpointName, HostRequest> {
  /** The client that has the API key. */
  wazzup: Wazzup
  /** The calls that are served. All others get 404. */
  allow: readonly Name[]
  /**
   * Decides about each call. To allow the call, return its input: `input` unchanged or narrowed, for example to the
   * `crmUserId` of the operator. A send that you return without a `crmMessageId` keeps the one of the front end, which makes its
   * repeats safe. To reject the call, return 401 or 403. If the function throws or returns an invalid input, the front end gets
   * 500, and nothing is sent.
   */
  authorize(input: AuthorizeInput<Name, HostRequest>): AuthorizeResult | Promise<AuthorizeResult>
  /**
   * Other origins whose pages may call the gateway, as browsers send them: `https://app.example.com`. Their requests
   * contain cookies, so list only origins that you trust like your own. Pages of the gateway's own origin, and programs
   * that are not browsers, may always call.
   *
   * @default []
   */
  origins?: readonly string[] | undefined
  /**
   * Milliseconds for a whole request: its body, `authorize` and the call. The default is shorter than one attempt of
   * the client in the browser, so that the response reaches it.
   *
   * @default 12_000
   */
  timeout?: number | undefined
  /**
   * Called with what is wrong on your side: `authorize` throws, does not return in time, or returns an invalid input; `apiKey`
   * throws or returns no valid key; Wazzup rejects the key; or the gateway fails in another way.
   *
   * @default one line on the console
   */
  onError?: ((error: unknown) => unknown) | undefined
  /** Limits of a body; see `createWebhooks`. */
  limits?: Pick<PartialLimits, 'bytes' | 'depth'> | undefined
}

/** A gateway, created by {@link createGateway}. Mount it with the `handler` of an adapter. */
export interface Gateway<HostRequest = unknown> {
  /** Returns the response to one request. Never rejects. */
  receive(request: InboundRequest<HostRequest>): Promise<WebhookResponse>
}

const defaultTimeout = 12_000

const rules: Rules<GatewayOptions<never, never>> = {
  wazzup: isSender,
  allow: isAnything,
  authorize: isFunction,
  origins: isAnything,
  timeout: isTimeout,
  onError: isFunction,
  limits: isAnything,
}

/**
 * Creates a gateway for your own front end, which never gets the API key. It serves the calls that you allow on Wazzup's own
 * paths, so `createWazzup({ baseUrl })` works with it in a browser. It rejects requests from pages of other origins unless
 * you list the origin, and bodies that are not JSON. Errors are `application/problem+json` with the code and the effect,
 * without secrets.
 *
 * @throws WazzupValidationError when an option is invalid, for example when `allow` names a call that does not exist.
 */
export function createGateway<const Name extends EndpointName, HostRequest = unknown>(
  options: GatewayOptions<Name, HostRequest>,
): Gateway<HostRequest> {
  checkOptions(options, rules, ['wazzup', 'allow', 'authorize'])
  const { timeout = defaultTimeout } = options
  const find = createRouteFinder(options.allow)
  const limits = readLimits(options.limits)
  const checkOrigin = createOriginCheck(options.origins)
  const { onError = printError } = options
  const report = (error: unknown): void => quietly(() => onError(error))
  return {
    async receive(request) {
      let headers: Readonly<Record<string, string>> = {}
      try {
        const origin = checkOrigin(request)
        headers = origin.headers
        return withHeaders(await respond(request, origin.isAllowed), headers)
      } catch (error) {
        return withHeaders(problemOf(error, 'none'), headers)
      }
    },
  }

  function respond(
    request: InboundRequest<HostRequest>,
    isAllowed: boolean,
  ): WebhookResponse | Promise<WebhookResponse> {
    if (!isAllowed) return respondWithProblem(gatewayProblems.foreignOrigin)
    // Also for calls that do not exist; otherwise the page could not read the response.
    if (isPreflight(request)) return { status: 200, headers: createPreflightHeaders(request) }
    const match = find(request.method, request.url, request.path)
    if (!match) return respondWithProblem(gatewayProblems.notFound)
    if ('allowedMethods' in match) {
      return respondWithProblem(gatewayProblems.wrongMethod, { allow: match.allowedMethods.join(', ') })
    }
    return serve(request, match)
  }

  async function serve(request: InboundRequest<HostRequest>, match: Match): Promise<WebhookResponse> {
    const timeLeft = startTimer(timeout)
    // A form of another page can be sent without a preflight, but never with the content type of JSON.
    if (match.takesBody && !isJson(readHeader(request.headers, 'content-type'))) {
      return respondWithProblem(gatewayProblems.notJson)
    }
    const body = match.takesBody ? await readBodyInTime(request, limits, timeLeft()) : { json: undefined }
    if (body.problem) {
      if (body.problem.status === 500) report(new Error(body.problem.title))
      return respondWithProblem(body.problem)
    }
    const checked = parse(match.endpoint.input, match.inputOf(body.json))
    if (checked.issues) throw createInputError(checked.issues, match.call)
    const call = { call: match.call, input: checked.value, request: request.request } as AuthorizeInput<
      Name,
      HostRequest
    >
    const { endpoint } = match
    const result = await authorizeCall(options, call, { endpoint, timeout: timeLeft(), report })
    if (typeof result === 'string') return respondWithProblem(gatewayProblems[result])
    try {
      return await perform(options.wazzup, match, result, timeLeft())
    } catch (error) {
      return problemOf(error, 'unknown')
    }
  }

  /** Returns the response to a failed call. `effect` is that of an error of other code. */
  function problemOf(error: unknown, effect: Effect): WebhookResponse {
    const problem = toProblem(error)
    // A visitor can do nothing about the key of the app.
    if (!problem || problem.status === 424) report(error)
    return problem ?? respondWithProblem({ ...gatewayProblems.failed, effect })
  }
}

function printError(error: unknown): void {
  printFailure('the gateway failed', error)
}

function withHeaders(response: WebhookResponse, headers: Readonly<Record<string, string>>): WebhookResponse {
  return Object.keys(headers).length === 0 ? response : { ...response, headers: { ...response.headers, ...headers } }
}

/** Returns the milliseconds that are left; at least 1, the minimum of a timer. */
function startTimer(timeout: number): () => number {
  const startedAt = momentNow()
  return () => Math.max(1, timeout - elapsedSince(startedAt))
}

function isJson(contentType: string | undefined): boolean {
  return /^\s*application\/([\w.-]+\+)?json\s*(;|$)/i.test(String(contentType))
}

async function readBodyInTime(
  request: InboundRequest,
  limits: Limits,
  timeout: number,
): Promise<{ json: unknown; problem?: undefined } | { problem: GatewayProblem }> {
  try {
    const reading = readBody(request, limits)
    const body = reading instanceof Promise ? await withDeadline(timeout, undefined, () => reading) : reading
    if (!body.rejection) return body
    const { status, subject, problem } = body.rejection
    return { problem: { status, title: `the ${subject} ${problem}`, retry: 'never' } }
  } catch {
    return { problem: gatewayProblems.lateBody }
  }
}

async function perform(
  wazzup: Wazzup,
  { noun, verb, endpoint }: Match,
  input: object,
  timeout: number,
): Promise<WebhookResponse> {
  const calls = wazzup as unknown as Record<
    string,
    Record<string, (input: object, options: object) => Promise<unknown>>
  >
  // The client in the browser retries, so the time in which a send may be retried starts there.
  const result = await calls[noun]![verb]!(input, { maxRetries: 0, timeout })
  const { success: status = 200 } = endpoint
  // As Wazzup sent it; the client in the browser reads it with its own schemas.
  return endpoint.output ? jsonResponse(status, getRaw(result as object)) : { status }
}
