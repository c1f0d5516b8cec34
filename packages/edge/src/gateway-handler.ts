import type { Gateway } from '@wazzup-kit/core'
import { bodyOf, responseOf } from './web-messages.ts'

/** Where a gateway is found. */
export interface GatewayHandlerOptions {
  /**
   * The path at which the handler is mounted, such as `/api/wazzup`.
   *
   * @default ''
   */
  path?: string | undefined
}

/**
 * Returns the handler of a gateway, for the route under which your front end finds it: `authorize` gets the request, and
 * decides by your own sign-in. It never rejects.
 */
export function gatewayHandler<HostRequest extends Request>(
  gateway: Pick<Gateway<HostRequest>, 'receive'>,
  { path }: GatewayHandlerOptions = {},
) {
  return async (request: HostRequest): Promise<Response> => {
    const { method, url } = request
    const header = (name: string): string | null => request.headers.get(name)
    return responseOf(await gateway.receive({ method, url, path, header, body: bodyOf(request), request }))
  }
}
