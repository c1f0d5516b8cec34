import type { Gateway } from '@wazzup-kit/core'
import type { ServerResponse } from 'node:http'
import { bodyOf, headerOf, mountOf, type NodeRequest } from './node-request.ts'
import { sendReply } from './send-reply.ts'

/** Where a gateway is found. */
export interface GatewayHandlerOptions {
  /**
   * The path at which the handler is mounted, such as `/api/wazzup`. Needed on `node:http`, and on Express for a handler
   * of `app.all`. By default it is what `app.use` took off the address. Express ignores capitals there; the default takes
   * lower case only, so name a path that has capitals. Parameters, as in `app.use('/:tenant/wazzup', …)`, may have them.
   *
   * @default the `baseUrl` of the request on Express, in lower case, else ''
   */
  path?: string | undefined
}

/**
 * Returns the handler of a gateway: `app.use('/api/wazzup', gatewayHandler(gateway))` on Express 4 and 5,
 * `createServer(gatewayHandler(gateway, { path: '/api/wazzup' }))` without. It may stand before or after any body parser;
 * `authorize` gets the request, with what your own sign-in put there. It always answers, never calls `next` and never
 * throws.
 */
export function gatewayHandler<Request extends NodeRequest>(
  gateway: Pick<Gateway<Request>, 'receive'>,
  { path }: GatewayHandlerOptions = {},
) {
  return (request: Request, response: ServerResponse): void => {
    const { method = 'GET', url: below = '/', originalUrl = below } = request
    const mount = path ?? mountOf(request)
    // The whole address: Express 4 takes a second slash off behind the mount point.
    const url = mount === undefined ? below : originalUrl
    const asked = { method, url, path: mount, header: headerOf(request), body: bodyOf(request), request }
    void sendReply(response, gateway.receive(asked))
  }
}
