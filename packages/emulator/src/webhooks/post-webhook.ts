import type { WhenPassed } from '../account/timers.ts'

// How Wazzup posts, documented: https://wazzup24.com/help/api-en/webhooks/

const WEBHOOK_TIMEOUT_MS = 30_000

/** As the page prints it; `charset-utf-8` is no valid parameter. */
export const WEBHOOK_CONTENT_TYPE = 'application/json; charset-utf-8'

/** Live deliveries look like those of node-fetch: this is what its second version says. */
const WEBHOOK_USER_AGENT = 'node-fetch/1.0 (+https://github.com/bitinn/node-fetch)'

/** What an address answered; null when nothing came within 30 seconds, or nobody listens. */
export type WebhookAnswer = { status: number; text: string } | null

/** One POST to a webhook address. */
export interface WebhookPost {
  address: string
  body: string | Uint8Array<ArrayBuffer>
  /** As the page prints it unless told otherwise. */
  contentType?: string | undefined
  /** Set by `POST /v3/connect`; without it there is no Authorization header at all. */
  crmKey: string | null
  /** Headers that differ from what Wazzup sends, names in lower case. */
  headers?: Readonly<Record<string, string>> | undefined
  fetch: typeof globalThis.fetch
  /** By whose clock the 30 seconds pass. */
  whenPassed: WhenPassed
  /** Breaks it off. */
  stopped?: AbortSignal | undefined
}

/** Posts as Wazzup does: once, without following redirects, for up to 30 seconds. */
export async function postWebhook(post: WebhookPost): Promise<WebhookAnswer> {
  const line = new AbortController()
  const hangUp = (): void => line.abort()
  const cancel = post.whenPassed(WEBHOOK_TIMEOUT_MS, hangUp)
  post.stopped?.addEventListener('abort', hangUp, { once: true })
  // A fetch that is somebody's function may ignore the signal.
  const hungUp = new Promise<never>((_, reject) => {
    line.signal.addEventListener('abort', () => reject(new Error('No answer in time')), { once: true })
  })
  hungUp.catch(() => {})
  const headers: Record<string, string> = {
    accept: '*/*',
    'content-type': post.contentType ?? WEBHOOK_CONTENT_TYPE,
    'user-agent': WEBHOOK_USER_AGENT,
    ...(post.crmKey === null ? {} : { authorization: `Bearer ${post.crmKey}` }),
    ...post.headers,
  }
  try {
    const { body } = post
    const request = post.fetch(post.address, { method: 'POST', headers, body, redirect: 'manual', signal: line.signal })
    const response = await Promise.race([request, hungUp])
    // A status is an answer, even where its body never ends.
    const text = await Promise.race([response.text(), hungUp]).catch(() => '')
    return { status: response.status, text }
  } catch {
    return null
  } finally {
    cancel()
    post.stopped?.removeEventListener('abort', hangUp)
  }
}
