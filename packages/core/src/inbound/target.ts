import type { HeadersLike } from './read-header.ts'
import type { WebhookResponse } from './webhook-response.ts'

/** One HTTP request from outside. An adapter converts the request of its host to it, and decides nothing. */
export interface InboundRequest<HostRequest = unknown> {
  method: string
  /** The address of the request: absolute, or from the path on. The secret of webhooks may be in its query. */
  url: string
  /** Where the target is mounted, for example `/api/wazzup`, when `url` begins with it. Webhooks ignore it. */
  path?: string | undefined
  /** The headers: a `Headers`, or an object with names in lower case, as Node has it. */
  headers: HeadersLike
  /**
   * The body: JSON text, bytes, an object that was parsed from them, or the unread stream (of Node, of the web, or
   * anything that can be iterated for chunks of bytes). `undefined` says that other code has read it and kept nothing.
   */
  body: unknown
  /** What a body parser made of the body. Used when `body` is a stream of Node that other code has read. */
  parsedBody?: unknown
  /** The request of the host, with whatever your own sign-in put there; `authorize` of a gateway gets it. */
  request: HostRequest
}

/** Receives HTTP requests from outside: the object that `createWebhooks` or `createGateway` returns. */
export interface InboundTarget<HostRequest = unknown> {
  /** Returns the response to a request. Never rejects. */
  receive(request: InboundRequest<HostRequest>, background?: Background): Promise<WebhookResponse>
}

/**
 * When the handlers of a delivery run. `'beforeResponse'`: Wazzup gets the response when they have ended, 500 if one
 * failed. `'afterResponse'`: Wazzup gets 200 at once, and a failure is only reported to `onError`.
 */
export type RunHandlers = 'beforeResponse' | 'afterResponse'

/** Keeps work alive after the response: the context of a Worker, of Vercel, of Next. */
export interface Background {
  waitUntil(work: Promise<unknown>): void
}
