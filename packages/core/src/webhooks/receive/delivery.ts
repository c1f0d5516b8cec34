import type { InboundRequest } from '../../inbound/target.ts'

/** One HTTP request from Wazzup. An adapter passes the whole {@link InboundRequest}; in a test, `body` is enough. */
export interface Delivery extends Pick<InboundRequest, 'body' | 'parsedBody'> {
  /**
   * HTTP method. A method other than POST gets 405.
   *
   * @default 'POST'
   */
  method?: string | undefined
  /**
   * The address of the request: absolute, or from the path on. The secret is in its query.
   *
   * @default ''
   */
  url?: string | undefined
  /**
   * The headers. Wazzup sends `authorization` only when it has a `crmKey`.
   *
   * @default {}
   */
  headers?: InboundRequest['headers'] | undefined
}
