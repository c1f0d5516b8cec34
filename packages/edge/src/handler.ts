import { readRunOptions, type InboundTarget, type WebhookResponse } from '@wazzup-kit/core/webhooks'
import type { HandlerOptions } from './options.ts'
import { rejectNodeRequest, wrongRequestError } from './wrong-request.ts'

/**
 * Returns the request handler of webhooks or of a gateway, for Cloudflare Workers, Vercel, Next.js, and all hosts whose
 * handlers take a `Request` and return a `Response`. It never rejects a `Request`. `authorize` of a gateway gets the request.
 *
 * @example
 * export default { fetch: handler(webhooks) }
 * @example
 * import { waitUntil } from 'cloudflare:workers'
 *
 * export default { fetch: handler(webhooks, { runHandlers: 'afterResponse', waitUntil }) }
 * @throws WazzupValidationError when `target` is neither, and when `waitUntil` is missing for `'afterResponse'`. The returned
 *   function rejects with a TypeError when it is called with another object than a `Request`.
 */
export function handler<HostRequest extends Request>(target: InboundTarget<HostRequest>, options: HandlerOptions = {}) {
  const background = readRunOptions(target, options)
  const { path } = options
  // Hosts pass more arguments. A Worker's context, for example, has a `waitUntil` that is used only if it is an option.
  return async (request: HostRequest, ...rest: unknown[]): Promise<Response> => {
    const problem = wrongRequestError(request)
    if (problem) return rejectNodeRequest(problem, rest[0])
    const { method, url, headers } = request
    // The stream itself does not show that it was read.
    const body = request.bodyUsed ? undefined : request.body
    return toResponse(await target.receive({ method, url, path, headers, body, request }, background))
  }
}

function toResponse({ status, body, headers = {} }: WebhookResponse): Response {
  return new Response(body ?? null, { status, headers })
}
