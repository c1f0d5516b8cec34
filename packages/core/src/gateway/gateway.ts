import { getRaw } from '../client/transport/response.ts'
import { elapsedSince, momentNow } from '../client/timing/clock.ts'
import { toProblem } from '../errors/to-problem.ts'
import { createInputError } from '../errors/validation-error.ts'
import { quietly } from '../client/hooks.ts'
import { numberIssues } from '../client/options.ts'
import { printFailure } from '../errors/redaction/print-failure.ts'
import { parse } from '../schema/schema.ts'
import type { Wazzup } from '../client/create-wazzup.ts'
import { Stopped, withDeadline } from '../client/timing/deadline.ts'
import type { WebhookResponse } from '../webhooks/receive/delivery.ts'
import { limitsOf, readBody, type BodyReading, type PartialLimits } from '../webhooks/receive/read-body.ts'
import { checkOriginsBy, isPreflight, preflightHeaders } from './origins.ts'
import { gatewayProblems, problemReply } from './problems.ts'
import { routesOf, type EndpointName, type Match } from './routes.ts'

/** What a call of this name takes. */
export type InputOf<Name extends EndpointName> = Name extends `${infer Noun}.${infer Verb}`
  ? Noun extends keyof Wazzup
    ? Verb extends keyof Wazzup[Noun]
      ? Wazzup[Noun][Verb] extends (input: infer Input, ...rest: never[]) => unknown
        ? NonNullable<Input>
        : never
      : never
    : never
  : never

/** One request of the app's own front end, as an adapter carries it in. */
export interface GatewayRequest<HostRequest = unknown> {
  method: string
  /** Address of the request, whole or from the path on. */
  url: string
  /** Where the gateway is mounted, such as `/api/wazzup`, when `url` begins with it. */
  path?: string | undefined
  /** Returns a request header by its name in lower case. */
  header(name: string): string | null | undefined
  /** As in `Delivery`: text, bytes, a parsed object, or the unread stream; not read where the call has none. */
  body: unknown
  /** The request of the host, with whatever your own sign-in put there. */
  request: HostRequest
}

/** What somebody asks for: a call that is allowed, with input that fits it. */
export type Asked<Name extends EndpointName, HostRequest> = {
  [Each in Name]: { call: Each; input: InputOf<Each>; request: HostRequest }
}[Name]

/** The input to go on with, as it came or narrowed; or the status to refuse with: not signed in, or not allowed. */
export type Verdict = (object & { then?: undefined }) | 401 | 403

/** What a gateway is made of. */
export interface GatewayOptions<Name extends EndpointName, HostRequest> {
  /** The client with the key. */
  wazzup: Wazzup
  /** The calls that are served; all others are not found. */
  allow: readonly Name[]
  /**
   * Decides over every single call. Return the input to go on with: the `input` it was given, or a narrower one (this
   * operator's `crmUserId`, one of these channels). Return 401 or 403 to refuse. Whatever it throws is a refusal too.
   */
  authorize(asked: Asked<Name, HostRequest>): Verdict | Promise<Verdict>
  /**
   * Further origins whose pages may call, as browsers send them: `https://app.example.com`. Their requests carry
   * cookies, so list only origins that you trust like your own. Pages of the gateway's own origin, and clients that are
   * no browser, may always call.
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
  /** Called when `authorize` fails or does not decide in time. Default: one line on the console. */
  onError?: ((error: unknown) => unknown) | undefined
  /** The most a body may hold; see `createWebhooks`. */
  limits?: Pick<PartialLimits, 'bytes' | 'depth'> | undefined
}

/** Chosen calls for an app's own front end, which never holds the key. */
export interface Gateway<HostRequest = unknown> {
  /** Takes one request and gets the reply to it; never rejects. */
  receive(request: GatewayRequest<HostRequest>): Promise<WebhookResponse>
}

const defaultTimeout = 12_000

/**
 * Creates a gateway: it serves the calls you allow on Wazzup's own paths, so `createWazzup({ baseUrl })` works against it
 * from a browser, without a key. Requests from pages of other origins are rejected unless you list the origin, and only
 * JSON bodies are read. Errors are `application/problem+json` with the code, the effect and no secret.
 *
 * @throws WazzupValidationError when an option cannot work, such as a call that does not exist.
 */
export function createGateway<const Name extends EndpointName, HostRequest = unknown>(
  options: GatewayOptions<Name, HostRequest>,
): Gateway<HostRequest> {
  const { timeout = defaultTimeout } = options
  checkOptions(options)
  const find = routesOf(options.allow)
  const limits = limitsOf(options.limits)
  const checkOrigin = checkOriginsBy(options.origins)
  return {
    async receive(request) {
      let headers: Readonly<Record<string, string>> = {}
      try {
        const origin = checkOrigin(request)
        headers = origin.headers
        return withHeaders(await answer(request, origin.isAllowed), headers)
      } catch (error) {
        return withHeaders(toProblem(error) ?? problemReply(gatewayProblems.failed), headers)
      }
    },
  }

  function answer(
    request: GatewayRequest<HostRequest>,
    isAllowed: boolean,
  ): WebhookResponse | Promise<WebhookResponse> {
    if (!isAllowed) return problemReply(gatewayProblems.foreignOrigin)
    // Answered for calls that do not exist as well: the page could not read why.
    if (isPreflight(request.method, request)) return { status: 200, headers: preflightHeaders(request) }
    return serve(request)
  }

  async function serve({
    method,
    url,
    path,
    header,
    body,
    request,
  }: GatewayRequest<HostRequest>): Promise<WebhookResponse> {
    const timeLeft = startTimer(timeout)
    const match = find(method, url, path)
    if (!match) return problemReply(gatewayProblems.notFound)
    // What a form can send without asking first is not JSON by its type, whatever it holds.
    if (match.takesBody && !isJson(header('content-type'))) return problemReply(gatewayProblems.notJson)
    const reading = match.takesBody ? await arrived(readBody(body, limits), timeLeft()) : { json: undefined }
    if (reading.reply) return reading.reply
    const checked = parse(match.endpoint.input, match.inputOf(reading.json))
    if (checked.issues) throw createInputError(checked.issues, match.call)
    const asked = { call: match.call, input: checked.value, request } as Asked<Name, HostRequest>
    const verdict = await judge(options, asked, timeLeft())
    if (verdict === 504) return problemReply(gatewayProblems.undecided)
    if (verdict === 401) return problemReply(gatewayProblems.notSignedIn)
    if (verdict === 403) return problemReply(gatewayProblems.notAllowed)
    return perform(options.wazzup, match, verdict, timeLeft())
  }
}

function checkOptions<Name extends EndpointName, HostRequest>(options: GatewayOptions<Name, HostRequest>): void {
  if (typeof options.authorize !== 'function')
    throw createInputError([{ path: 'authorize', message: 'is missing: must be a function' }])
  if (!options.wazzup)
    throw createInputError([{ path: 'wazzup', message: 'is missing: must be the client with the key' }])
  const issues = numberIssues({ timeout: options.timeout })
  if (issues.length > 0) throw createInputError(issues)
}

function withHeaders(reply: WebhookResponse, headers: Readonly<Record<string, string>>): WebhookResponse {
  return Object.keys(headers).length === 0 ? reply : { ...reply, headers: { ...reply.headers, ...headers } }
}

/** Milliseconds that are left; at least 1, because no timer takes less. */
function startTimer(timeout: number): () => number {
  const startedAt = momentNow()
  return () => Math.max(1, timeout - elapsedSince(startedAt))
}

function isJson(contentType: string | null | undefined): boolean {
  const [type = ''] = (contentType ?? '').split(';', 1)
  return /^application\/([\w.-]+\+)?json$/i.test(type.trim())
}

async function arrived(reading: BodyReading | Promise<BodyReading>, timeout: number): Promise<BodyReading> {
  try {
    const read = reading instanceof Promise ? await withDeadline(timeout, undefined, () => reading) : reading
    if (!read.reply) return read
    const { status, body } = read.reply
    return { reply: problemReply({ status, title: (body as { error: string }).error, retry: 'never' }) }
  } catch {
    return { reply: problemReply(gatewayProblems.noBody) }
  }
}

/** Only an object lets a call through: whatever else comes back, or is thrown, rejects it. */
async function judge<Name extends EndpointName, HostRequest>(
  options: GatewayOptions<Name, HostRequest>,
  asked: Asked<Name, HostRequest>,
  timeout: number,
): Promise<object | 401 | 403 | 504> {
  const report = (error: unknown) => quietly(() => (options.onError ?? printError)(error))
  try {
    const verdict: unknown = await withDeadline(timeout, undefined, async () => options.authorize(asked))
    // An exception or a response that was returned instead of thrown is an object too, and no input.
    if (Object.prototype.toString.call(verdict) === '[object Object]') return verdict as object
    return verdict === 401 ? 401 : 403
  } catch (error) {
    const isLate = error instanceof Stopped
    report(isLate ? new Error('authorize did not decide before the time for the request was up') : error)
    return isLate ? 504 : 403
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
  try {
    // The client in the browser is the one that repeats, and the window of a send counts from there.
    const result = await calls[noun]![verb]!(input, { maxRetries: 0, timeout })
    const { success: status = 200 } = endpoint
    // As Wazzup sent it: whoever reads it has schemas of their own.
    return endpoint.output ? { status, body: getRaw(result as object) } : { status }
  } catch (error) {
    return toProblem(error) ?? problemReply({ ...gatewayProblems.failed, effect: 'unknown' })
  }
}

function printError(error: unknown): void {
  printFailure('authorize of the gateway failed', error)
}
