import type { Unused } from '../api/messages/send-misfits.ts'
import { quietly } from '../client/hooks.ts'
import type { Wazzup } from '../client/create-wazzup.ts'
import { Stopped, withDeadline } from '../client/timing/deadline.ts'
import { printFailure } from '../errors/redaction/print-failure.ts'
import type { EndpointName } from './routes.ts'

/** The input of the call with this name. */
export type InputOf<Name extends EndpointName> = Name extends `${infer Noun}.${infer Verb}`
  ? Noun extends keyof Wazzup
    ? Verb extends keyof Wazzup[Noun]
      ? Wazzup[Noun][Verb] extends (input: infer Input, ...rest: never[]) => unknown
        ? NonNullable<Exclude<Input, Unused>>
        : never
      : never
    : never
  : never

/** A call of the front end that `allow` contains, with input that fits it. */
export type AuthorizeInput<Name extends EndpointName, HostRequest> = {
  [Each in Name]: {
    /** Name of the call, for example `messages.send`. */
    call: Each
    /** Input of the call, valid according to its schema. */
    input: InputOf<Each>
    /** The request of the host, with the fields that your sign-in has added. */
    request: HostRequest
  }
}[Name]

/** The input of the call, unchanged or narrowed; or the status of the rejection: 401 for not signed in, 403 for not allowed. */
export type AuthorizeResult = (object & { then?: undefined }) | 401 | 403

/** The options that decide about a call. */
interface AuthorizeOptions<Name extends EndpointName, HostRequest> {
  authorize(input: AuthorizeInput<Name, HostRequest>): AuthorizeResult | Promise<AuthorizeResult>
  onError?: ((error: unknown) => unknown) | undefined
}

/**
 * Returns the input of an allowed call, or the status of its rejection. A call is allowed only if `authorize` returns an
 * object.
 */
export async function authorizeCall<Name extends EndpointName, HostRequest>(
  options: AuthorizeOptions<Name, HostRequest>,
  call: AuthorizeInput<Name, HostRequest>,
  timeout: number,
): Promise<object | 401 | 403 | 504> {
  const report = (error: unknown) => quietly(() => (options.onError ?? printError)(error))
  try {
    const result: unknown = await withDeadline(timeout, undefined, async () => options.authorize(call))
    // Checks for a plain object, because an exception or a response that was returned by mistake is not an input.
    if (Object.prototype.toString.call(result) === '[object Object]') return result as object
    return result === 401 ? 401 : 403
  } catch (error) {
    const isLate = error instanceof Stopped
    report(isLate ? new Error('authorize did not return before the timeout of the request') : error)
    return isLate ? 504 : 403
  }
}

function printError(error: unknown): void {
  printFailure('authorize of the gateway failed', error)
}
