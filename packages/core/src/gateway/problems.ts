import type { RetryAdvice, Effect } from '../errors/codes/error-facts.ts'
import type { WebhookResponse } from '../webhooks/receive/delivery.ts'

/** What the gateway says when it answers by itself, without a call to Wazzup: nothing was sent. */
export const gatewayProblems = {
  foreignOrigin: {
    status: 403,
    title: 'Requests from pages of this origin are not allowed',
    detail:
      'Name the origin of the page in the option `origins` of the gateway. The same settles it when a proxy in front changes the Host header.',
    retry: 'never',
  },
  notFound: {
    status: 404,
    title: 'No such call',
    detail: 'The address is that of no call in the option `allow` of the gateway.',
    retry: 'never',
  },
  notJson: {
    status: 415,
    title: 'The body must be JSON',
    detail: 'Send the header `content-type: application/json`. A page of another origin cannot send it unasked.',
    retry: 'never',
  },
  noBody: { status: 408, title: 'The body did not arrive in time', retry: 'now' },
  notSignedIn: {
    status: 401,
    title: 'Sign in first',
    detail: 'The app behind the gateway does not know who is asking; the session may have expired.',
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
    title: 'The gateway ran out of time',
    detail: 'The app behind the gateway did not decide in time whether the call is allowed. Nothing was sent.',
    retry: 'now',
  },
  failed: { status: 500, title: 'The gateway failed', retry: 'later' },
} as const

/** What a problem of the gateway says. */
interface GatewayProblem {
  status: number
  title: string
  detail?: string | undefined
  retry: RetryAdvice
  /** @default 'none' */
  effect?: Effect | undefined
}

/** Returns a problem as `application/problem+json` (RFC 9457). */
export function problemReply({ status, title, detail, retry, effect = 'none' }: GatewayProblem): WebhookResponse {
  const body = { type: 'about:blank', title, status, ...(detail !== undefined && { detail }), retry, effect }
  return { status, body, headers: { 'content-type': 'application/problem+json' } }
}
