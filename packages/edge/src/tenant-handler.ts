import type { Tenants } from '@wazzup-kit/core/tenants'
import { handler } from './handler.ts'
import type { HandlerOptions } from './options.ts'

/**
 * Returns the request handler of the webhooks of tenants, like {@link handler}. `readId` returns the id of the tenant of a
 * request. A request without an id gets 401.
 *
 * @example
 * export default { fetch: tenantHandler(tenants, (request) => new URL(request.url).pathname.split('/')[2]) }
 * @throws WazzupValidationError when an argument is invalid.
 */
export function tenantHandler<HostRequest extends Request>(
  tenants: Pick<Tenants, 'toTarget'>,
  readId: (request: HostRequest) => string | undefined,
  options: HandlerOptions = {},
): (request: HostRequest, ...rest: unknown[]) => Promise<Response> {
  return handler(tenants.toTarget(readId), options)
}
