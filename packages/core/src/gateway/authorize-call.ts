import type { Unused } from '../api/messages/send-misfits.ts'
import type { Wazzup } from '../client/create-wazzup.ts'
import { Stopped, withDeadline } from '../client/timing/deadline.ts'
import { createInputError } from '../errors/validation-error.ts'
import { parse } from '../schema/schema.ts'
import type { gatewayProblems } from './problems.ts'
import type { EndpointName, Match } from './routes.ts'

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

/** The option that decides about a call. */
interface AuthorizeOptions<Name extends EndpointName, HostRequest> {
  authorize(input: AuthorizeInput<Name, HostRequest>): AuthorizeResult | Promise<AuthorizeResult>
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Returns the input of an allowed call, or the name of the problem of any other. A call is allowed only if `authorize` returns
 * an object. A send keeps the id of the front end if that object has none, because the front end repeats a send under its id:
 * with a new id for each repeat, the customer would get the message twice.
 */
export async function authorizeCall<Name extends EndpointName, HostRequest>(
  options: AuthorizeOptions<Name, HostRequest>,
  call: AuthorizeInput<Name, HostRequest>,
  { endpoint, timeout, report }: Pick<Match, 'endpoint'> & { timeout: number; report: (error: unknown) => void },
): Promise<object | keyof typeof gatewayProblems> {
  const field = endpoint.keyed?.field ?? ''
  // Read before `authorize` can change the input.
  const id = (call.input as Fields)[field]
  try {
    const result: unknown = await withDeadline(timeout, undefined, async () => options.authorize(call))
    // Checks for a plain object, because an exception or a response that was returned by mistake is not an input.
    if (Object.prototype.toString.call(result) !== '[object Object]')
      return result === 401 ? 'notSignedIn' : 'notAllowed'
    const { issues } = parse(endpoint.input, result)
    if (!issues) return { ...(result as Fields), ...(field && { [field]: (result as Fields)[field] ?? id }) }
    // The input of the front end was valid.
    report(createInputError(issues, `what authorize returned for ${call.call}`))
    return 'failed'
  } catch (error) {
    const isLate = error instanceof Stopped
    report(isLate ? new Error('authorize did not return before the timeout of the request') : error)
    return isLate ? 'undecided' : 'decisionFailed'
  }
}
