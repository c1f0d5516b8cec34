import { docUrls } from '@wazzup-kit/core/schemas'
import type { WhenPassed } from '../account/timers.ts'
import { rule } from '../rules/rule.ts'
import { NoResponseInTime, toPostFailure, type PostFailure } from './post-failure.ts'

const { webhooks: docUrl } = docUrls

const WEBHOOK_TIMEOUT_MS = 30_000

/** The documented Content-Type, although `charset-utf-8` is not a valid parameter. */
export const WEBHOOK_CONTENT_TYPE = 'application/json; charset-utf-8'

/** User agent of node-fetch 2. */
const WEBHOOK_USER_AGENT = 'node-fetch/1.0 (+https://github.com/bitinn/node-fetch)'

/** Response of an address. Null without a response within 30 seconds, or without a server. */
export type WebhookResponse = { status: number; text: string } | null

/** Outcome of a POST; without a response it has the reason. */
export interface PostOutcome {
  response: WebhookResponse
  failure?: PostFailure | undefined
}

/** One POST to a webhook address. */
export interface WebhookPost {
  address: string
  body: string | Uint8Array<ArrayBuffer>
  /** @default the documented one */
  contentType?: string | undefined
  /** Set by `POST /v3/connect`; without it there is no Authorization header at all. */
  crmKey: string | null
  /** Headers that differ from what Wazzup sends, names in lower case. */
  headers?: Readonly<Record<string, string>> | undefined
  fetch: typeof globalThis.fetch
  /** Timer for the limit of 30 seconds. */
  whenPassed: WhenPassed
  /** Aborts the delivery. */
  stopped?: AbortSignal | undefined
}

const authorizationOf = rule(
  {
    id: 'delivery/crm-key',
    sentence:
      "Deliveries to all addresses of the account have the crmKey, also those to a sidecar's address and the test ping.",
    docUrl,
    basis: 'our assumption',
    option: 'state.crmKey',
  },
  ({ crmKey }: WebhookPost): Record<string, string> => (crmKey === null ? {} : { authorization: `Bearer ${crmKey}` }),
)

const headersOf = rule(
  [
    {
      id: 'delivery/post',
      sentence: `A delivery is a POST with the malformed type \`${WEBHOOK_CONTENT_TYPE}\`. No header has a signature or a time.`,
      docUrl,
      basis: 'documented',
      option: 'webhookContentType',
    },
    {
      id: 'delivery/user-agent',
      sentence: 'The User-Agent of a delivery looks like that of node-fetch.',
      docUrl,
      basis: 'observed in production',
    },
  ],
  (post: WebhookPost): Record<string, string> => ({
    accept: '*/*',
    'content-type': post.contentType ?? WEBHOOK_CONTENT_TYPE,
    'user-agent': WEBHOOK_USER_AGENT,
    ...authorizationOf(post),
    ...post.headers,
  }),
)

/** Calls back at the end of the time limit. Returns a function that cancels the call. */
const startTimeout = rule(
  {
    id: 'delivery/timeout',
    sentence: 'An address has 30 seconds to respond, by the clock of the emulator.',
    docUrl,
    basis: 'documented',
    option: 'clock.advance',
  },
  ({ whenPassed }: WebhookPost, callback: () => void): (() => void) => whenPassed(WEBHOOK_TIMEOUT_MS, callback),
)

/** Posts as Wazzup does: once, without following redirects, for up to 30 seconds. */
export const postWebhook = rule(
  [
    {
      id: 'delivery/once',
      sentence: 'Wazzup does not repeat a failed delivery, whether it got a wrong status or no response.',
      docUrl,
      basis: 'our assumption',
      option: 'faults.deliveries',
    },
    {
      id: 'delivery/stays-subscribed',
      sentence: 'An address remains subscribed, even if all its deliveries fail.',
      docUrl,
      basis: 'our assumption',
    },
  ],
  async (post: WebhookPost): Promise<PostOutcome> => {
    const caller = new AbortController()
    const hangUp = (): void => caller.abort()
    const cancel = startTimeout(post, hangUp)
    post.stopped?.addEventListener('abort', hangUp, { once: true })
    // A fetch that the caller passed may ignore the signal.
    const hungUp = new Promise<never>((_, reject) => {
      caller.signal.addEventListener('abort', () => reject(new NoResponseInTime()), { once: true })
    })
    hungUp.catch(() => {})
    const headers = headersOf(post)
    try {
      const { body } = post
      const request = post.fetch(post.address, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: caller.signal,
      })
      const response = await Promise.race([request, hungUp])
      // A status is a response, even if its body never ends.
      const text = await Promise.race([response.text(), hungUp]).catch(() => '')
      return { response: { status: response.status, text } }
    } catch (error) {
      return { response: null, failure: toPostFailure(error) }
    } finally {
      cancel()
      post.stopped?.removeEventListener('abort', hangUp)
    }
  },
)

/** Functions of this file that implement rules. */
export const postingRules = [headersOf, authorizationOf, startTimeout, postWebhook]
