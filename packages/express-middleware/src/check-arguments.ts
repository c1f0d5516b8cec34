const needs = 'handler of "@wazzup-kit/express-middleware" needs the request and response of Node. '

/**
 * Checks that a host has called the handler with the request and response of Node. Frameworks that pass others respond to a
 * thrown error with 500 and log it.
 *
 * @throws TypeError when they are others. Its text names the fix for the frameworks that are known.
 */
export function checkArguments(request: unknown, response: unknown): void {
  if (isRequest(request) && isResponse(response)) return
  throw new TypeError(needs + fixFor(request, response))
}

function fixFor(request: unknown, response: unknown): string {
  if (isRequest(fieldOf(request, 'raw')) && isResponse(fieldOf(response, 'raw'))) {
    return 'On Fastify, call reply.hijack(), and then handler(webhooks)(request.raw, reply.raw).'
  }
  if (isRequest(fieldOf(request, 'req')) && isResponse(fieldOf(request, 'res'))) {
    return 'On Koa, set ctx.respond = false, and then call handler(webhooks)(ctx.req, ctx.res).'
  }
  if (typeof fieldOf(fieldOf(request, 'headers'), 'get') === 'function') {
    return 'This host passes a Request: use handler of "@wazzup-kit/edge".'
  }
  return 'Pass both of them: handler(webhooks)(request, response).'
}

function isRequest(value: unknown): boolean {
  return typeof fieldOf(value, 'on') === 'function' && typeof fieldOf(value, 'headers') === 'object'
}

function isResponse(value: unknown): boolean {
  return typeof fieldOf(value, 'writeHead') === 'function' && typeof fieldOf(value, 'end') === 'function'
}

function fieldOf(value: unknown, name: string): unknown {
  return (value as Record<string, unknown> | null | undefined)?.[name]
}
