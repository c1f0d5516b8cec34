import { rawOf } from '../answer.ts'
import { problemOf } from '../errors/problem.ts'
import { wrongInput } from '../errors/wrong-input.ts'
import { quietly } from '../hooks.ts'
import { callDefaults } from '../options.ts'
import { read } from '../read.ts'
import type { Wazzup } from '../wazzup.ts'
import { within } from '../within.ts'
import type { Reply } from '../webhooks/delivery.ts'
import { limitsOf, readBody, type BodyReading, type Limits } from '../webhooks/read-body.ts'
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
  /** Address of the request, whole or from the path on; what stands before `/v3/` does not matter. */
  url: string
  /** As in `Delivery`: text, bytes, a parsed object, or the unread stream; not looked at where the call has none. */
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
  /** Told when `authorize` fails. Default: one line on the console. */
  onError?(error: unknown): unknown
  /** The most a body may hold; see `createWebhooks`. */
  limits?: Partial<Pick<Limits, 'bytes' | 'depth'>>
}

/** Chosen calls for an app's own front end, which never holds the key. */
export interface Gateway<HostRequest = unknown> {
  /** Takes one request and gets the reply to it; never rejects. */
  receive(request: GatewayRequest<HostRequest>): Promise<Reply>
}

/** Milliseconds for a body to arrive. */
const bodyTimeout = 25_000

/**
 * The one who repeats a call is the one who asks, and Wazzup's window counts from there: here is one attempt, and none
 * after the time when a client with default settings has stopped listening for it.
 */
const once = { retries: 0, timeout: callDefaults.attemptTimeout }

/**
 * Gets a gateway: it serves the calls you allow on Wazzup's own paths, so `createWazzup({ baseUrl })` works against it
 * from a browser, without a key. Errors are `application/problem+json` with the code, the effect and no secret.
 *
 * @throws WazzupValidationError when an option cannot work, such as a call that does not exist.
 */
export function createGateway<const Name extends EndpointName, HostRequest = unknown>(
  options: GatewayOptions<Name, HostRequest>,
): Gateway<HostRequest> {
  if (typeof options.authorize !== 'function')
    throw wrongInput([{ path: 'authorize', message: 'is missing: must be a function' }])
  if (!options.wazzup) throw wrongInput([{ path: 'wazzup', message: 'is missing: must be the client with the key' }])
  const find = routesOf(options.allow)
  const limits = limitsOf(options.limits)
  return {
    async receive(request) {
      try {
        return await serve(request)
      } catch (error) {
        return problemOf(error) ?? problem(500, 'The gateway failed')
      }
    },
  }

  async function serve({ method, url, body, request }: GatewayRequest<HostRequest>): Promise<Reply> {
    const match = find(method, url)
    if (!match) return problem(404, 'No such call')
    const reading = match.takesBody ? await arrived(readBody(body, limits)) : { json: undefined }
    if (reading.reply) return problem(reading.reply.status, (reading.reply.body as { error: string }).error)
    const checked = read(match.endpoint.input, match.inputOf(reading.json))
    if (checked.issues) throw wrongInput(checked.issues, match.call)
    const verdict = await judge(options, { call: match.call, input: checked.value, request } as Asked<
      Name,
      HostRequest
    >)
    if (typeof verdict === 'number') return problem(verdict, verdict === 401 ? 'Sign in first' : 'Not allowed')
    return perform(options.wazzup, match, verdict)
  }
}

function arrived(reading: BodyReading | Promise<BodyReading>): BodyReading | Promise<BodyReading> {
  if (!(reading instanceof Promise)) return reading
  return within(bodyTimeout, undefined, () => reading).catch(() => ({
    reply: { status: 408, body: { error: 'the body did not arrive' } },
  }))
}

/** Only an object lets a call through: whatever else comes back, or is thrown, refuses it. */
async function judge<Name extends EndpointName, HostRequest>(
  options: GatewayOptions<Name, HostRequest>,
  asked: Asked<Name, HostRequest>,
): Promise<Verdict> {
  try {
    const verdict: unknown = await options.authorize(asked)
    // An exception or a response that was returned instead of thrown is an object too, and no input.
    if (Object.prototype.toString.call(verdict) === '[object Object]') return verdict as object
    return verdict === 401 ? 401 : 403
  } catch (error) {
    quietly(() => (options.onError ?? printError)(error))
    return 403
  }
}

async function perform(wazzup: Wazzup, { noun, verb, endpoint }: Match, input: object): Promise<Reply> {
  const calls = wazzup as unknown as Record<
    string,
    Record<string, (input: object, options: object) => Promise<unknown>>
  >
  const result = await calls[noun]![verb]!(input, once)
  const { success: status = 200 } = endpoint
  // As Wazzup sent it: whoever reads it has schemas of their own.
  return endpoint.output ? { status, body: rawOf(result as object) } : { status }
}

function problem(status: number, title: string): Reply {
  const body = { type: 'about:blank', title, status }
  return { status, body, headers: { 'content-type': 'application/problem+json' } }
}

function printError(error: unknown): void {
  // oxlint-disable-next-line no-console -- failures must not be silent where nobody asked for them
  console.error('wazzup-kit: authorize of the gateway failed:', error)
}
