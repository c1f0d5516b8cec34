import type { Tenants } from '@wazzup-kit/core/tenants'
import type { ServerResponse } from 'node:http'
import { handler } from './handler.ts'
import type { NodeRequest } from './node-request.ts'
import type { HandlerOptions } from './options.ts'

/**
 * Returns the request handler of the webhooks of tenants, like {@link handler}. `readId` returns the id of the tenant of a
 * request. A request without an id gets 401.
 *
 * @example
 * app.post('/wazzup/:tenant', tenantHandler(tenants, (request: Request<{ tenant: string }>) => request.params.tenant))
 * @throws WazzupValidationError when an argument is invalid.
 */
export function tenantHandler<Request extends NodeRequest>(
  tenants: Pick<Tenants, 'toTarget'>,
  readId: (request: Request) => string | undefined,
  options: HandlerOptions = {},
): (request: Request, response: ServerResponse) => void {
  return handler(tenants.toTarget(readId), options)
}
