import type { Background, InboundTarget, RunHandlers } from '@wazzup-kit/core'
import type { ServerResponse } from 'node:http'
import { mountOf, type NodeRequest } from './node-request.ts'
import { sendResponse } from './send-response.ts'

/** Options of `handler`. */
export interface HandlerOptions {
  /**
   * When the handlers of webhooks run. With `'afterResponse'`, Wazzup gets 200 at once, and a failure of a handler is only
   * reported to `onError`. Handlers of questions always run before the response. A gateway ignores this option.
   *
   * @default 'beforeResponse'
   */
  runHandlers?: RunHandlers | undefined
  /**
   * The path at which a gateway is mounted, such as `/api/wazzup`. Required on `node:http`, and on Express with `app.all`.
   * With `app.use`, the default is the path that was given to it, in lower case. Set the option if that path has capitals.
   * Values of parameters, as in `app.use('/:tenant/wazzup', …)`, may have capitals.
   *
   * @default the `baseUrl` of the request on Express, in lower case; otherwise ''
   */
  path?: string | undefined
}

/** A Node process continues after a response, so nothing has to keep it alive. */
const afterResponse: Background = { waitUntil() {} }

/**
 * Returns the request handler of webhooks or of a gateway, for Express 4, Express 5 and `node:http`. You can mount it before
 * or after any body parser. It always responds, never calls `next` and never throws. `authorize` of a gateway gets the
 * request, with the fields that your sign-in has added.
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
    // Uses the whole address, because Express 4 removes a second slash after the mount point.
    const url = mount === undefined ? below : originalUrl
    const inbound = { method, url, path: mount, headers, body: request, parsedBody, request }
    void sendResponse(response, target.receive(inbound, background))
  }
}
