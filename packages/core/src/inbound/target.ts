import type { HeadersLike } from './read-header.ts'
import type { WebhookResponse } from './webhook-response.ts'

/** An HTTP request to a target. An adapter only converts the request of its host to this form. */
export interface InboundRequest<HostRequest = unknown> {
  /** The HTTP method, for example `POST`. */
  method: string
  /** The address of the request: absolute, or from the path on. The secret of webhooks may be in its query. */
  url: string
  /** Where the target is mounted, for example `/api/wazzup`, when `url` begins with it. Webhooks ignore it. */
  path?: string | undefined
  /** The headers: a `Headers`, or an object with names in lower case, as Node has it. */
  headers: HeadersLike
  /**
   * The body: JSON text, bytes, an object that was parsed from them, or the unread stream (of Node, of the web, or
   * any async iterable of bytes). `undefined` means that other code has read the body and did not keep it.
   */
  body: unknown
  /** The result of a body parser. Used when `body` is a stream of Node that other code has read. */
  parsedBody?: unknown
  /** The request of the host, with the fields that your sign-in has added. `authorize` of a gateway gets it. */
  request: HostRequest
}

/** Receives HTTP requests: the object that `createWebhooks` or `createGateway` returns. */
export interface InboundTarget<HostRequest = unknown> {
  /** Returns the response to a request. Never rejects. With a `background`, handlers of webhooks run after the response. */
  receive(request: InboundRequest<HostRequest>, background?: Background): Promise<WebhookResponse>
}

/**
 * When the handlers of a delivery run. `'beforeResponse'`: Wazzup gets the response when they have ended, 500 if one
 * failed. `'afterResponse'`: Wazzup gets 200 at once, and a failure is only reported to `onError`.
 */
export type RunHandlers = 'beforeResponse' | 'afterResponse'

/** Keeps the process alive until the promise settles. What it returns is ignored, except for a promise that rejects. */
export type WaitUntil = (work: Promise<unknown>) => unknown

/** Runs handlers after the response: an adapter passes it to `receive` when its user asked for `'afterResponse'`. */
export interface Background {
  /** Keeps the process alive. If it throws, the error is reported, and the handlers run before the response. */
  waitUntil: WaitUntil
}
