import type { Gateway } from '@wazzup-kit/core'
import type { ServerResponse } from 'node:http'
import { bodyOf, type NodeRequest } from './node-request.ts'
import { sendReply } from './send-reply.ts'

/**
 * Gets the handler of a gateway: `app.use('/api/wazzup', gatewayHandler(gateway))` on Express 4 and 5. It may stand before
 * or after any body parser; put your own sign-in before it, `authorize` is given the request. It always answers, never
 * calls `next` and never throws.
 */
export function gatewayHandler<Request extends NodeRequest>(gateway: Pick<Gateway<Request>, 'receive'>) {
  return (request: Request, response: ServerResponse): void => {
    const { method = 'GET', originalUrl: url = request.url ?? '/' } = request
    void sendReply(response, gateway.receive({ method, url, body: bodyOf(request), request }))
  }
}
