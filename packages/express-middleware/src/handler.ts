import type { Background, InboundTarget, RunHandlers } from '@wazzup-kit/core'
import type { ServerResponse } from 'node:http'
import { mountOf, type NodeRequest } from './node-request.ts'
import { sendResponse } from './send-response.ts'

/** Options of `handler`. */
export interface HandlerOptions {
  /**
   * When the handlers of webhooks run. With `'afterResponse'`, Wazzup gets 200 at once, and a failure of a handler is only
   * reported to `onError`. Questions are always answered by their handler. A gateway ignores this option.
   *
   * @default 'beforeResponse'
   */
  runHandlers?: RunHandlers | undefined
  /**
   * The path at which a gateway is mounted, such as `/api/wazzup`. Needed on `node:http`, and on Express in `app.all`. By
   * default it is what `app.use` took off the address. Express ignores capitals there; the default accepts lower case
   * only, so name a path that has capitals. Values of parameters, as in `app.use('/:tenant/wazzup', …)`, may have them.
   *
   * @default the `baseUrl` of the request on Express, in lower case, else ''
   */
  path?: string | undefined
}

/** The process of a Node server lives on after a response. */
const afterResponse: Background = { waitUntil() {} }

/**
 * Returns the request handler of webhooks or of a gateway, for Express 4, Express 5 and `node:http`. It may stand before or
 * after any body parser. It always responds, never calls `next` and never throws. `authorize` of a gateway gets the request,
 * with what your own sign-in put there.
 *
 * @example
 * app.post('/wazzup', handler(webhooks))
 * app.use('/api/wazzup', handler(gateway))
 * createServer(handler(gateway, { path: '/api/wazzup' }))
 */
export function handler<Request extends NodeRequest>(
  target: InboundTarget<Request>,
  { runHandlers, path }: HandlerOptions = {},
) {
  const background = runHandlers === 'afterResponse' ? afterResponse : undefined
  return (request: Request, response: ServerResponse): void => {
    const { method = 'GET', url: below = '/', originalUrl = below, headers, body: parsedBody } = request
    const mount = path ?? mountOf(request)
    // The whole address: Express 4 takes a second slash off behind the mount point.
    const url = mount === undefined ? below : originalUrl
    const inbound = { method, url, path: mount, headers, body: request, parsedBody, request }
    void sendResponse(response, target.receive(inbound, background))
  }
}
