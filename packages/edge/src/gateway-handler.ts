import type { Gateway } from '@wazzup-kit/core'
import { bodyOf, responseOf } from './web-messages.ts'

/**
 * Gets the handler of a gateway, for the route under which your front end finds it. Put your own sign-in before it:
 * `authorize` is given the request. It never rejects.
 */
export function gatewayHandler<HostRequest extends Request>(gateway: Pick<Gateway<HostRequest>, 'receive'>) {
  return async (request: HostRequest): Promise<Response> => {
    const { method, url } = request
    return responseOf(await gateway.receive({ method, url, body: bodyOf(request), request }))
  }
}
