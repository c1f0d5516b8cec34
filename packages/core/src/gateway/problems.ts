import type { RetryAdvice, Effect } from '../errors/codes/error-facts.ts'
import { jsonResponse, type WebhookResponse } from '../inbound/webhook-response.ts'

/** Errors of the gateway itself. The call did not reach Wazzup, so nothing was sent. */
export const gatewayProblems = {
  foreignOrigin: {
    status: 403,
    title: 'Requests from pages of this origin are not allowed',
    detail:
      'Add the origin of the page to the option `origins` of the gateway, also when a proxy in front of it changes the Host header.',
    retry: 'never',
  },
  notFound: {
    status: 404,
    title: 'No such call',
    detail: 'No call in the option `allow` of the gateway has this address.',
    retry: 'never',
  },
  wrongMethod: {
    status: 405,
    title: 'No such method at this address',
    detail: 'The header `allow` lists the methods of this address that the option `allow` of the gateway contains.',
    retry: 'never',
  },
  notJson: {
    status: 415,
    title: 'The body must be JSON',
    detail:
      'Send the header `content-type: application/json`. A page of another origin cannot send it without a preflight.',
    retry: 'never',
  },
  lateBody: { status: 408, title: 'The body did not arrive in time', retry: 'now' },
  notSignedIn: {
    status: 401,
    title: 'Sign in first',
    detail: 'The app behind the gateway does not know the user of this request; the session may have expired.',
    retry: 'later',
  },
  notAllowed: {
    status: 403,
    title: 'Not allowed',
    detail: 'The app behind the gateway does not allow this call with this input.',
    retry: 'never',
  },
  undecided: {
    status: 504,
    title: 'The gateway timed out',
    detail: 'The app behind the gateway did not decide in time whether the call is allowed. Nothing was sent.',
    retry: 'now',
  },
  decisionFailed: {
    status: 500,
    title: 'The gateway could not decide',
    retry: 'later',
  },
  failed: { status: 500, title: 'The gateway failed', retry: 'later' },
} as const

/** An error of the gateway. */
export interface GatewayProblem {
  status: number
  title: string
  detail?: string | undefined
  retry: RetryAdvice
  /** @default 'none' */
  effect?: Effect | undefined
}

/** Returns a problem as a response of `application/problem+json` (RFC 9457). */
export function respondWithProblem(
  { status, title, detail, retry, effect = 'none' }: GatewayProblem,
  headers?: Readonly<Record<string, string>>,
): WebhookResponse {
  const body = { type: 'about:blank', title, status, ...(detail !== undefined && { detail }), retry, effect }
  return jsonResponse(status, body, { 'content-type': 'application/problem+json', ...headers })
}
