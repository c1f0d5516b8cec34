import type { Background, InboundTarget, RunHandlers, WebhookResponse } from '@wazzup-kit/core'

/** Options of `handler`. */
export interface HandlerOptions {
  /**
   * When the handlers of webhooks run. With `'afterResponse'`, Wazzup gets 200 at once, and a failure of a handler is only
   * reported to `onError`. It needs a context with `waitUntil` after the request, as Workers and Vercel pass it; without
   * it, handlers run before the response. Handlers of questions always run before the response. A gateway ignores this option.
   *
   * @default 'beforeResponse'
   */
  runHandlers?: RunHandlers | undefined
  /**
   * The path at which a gateway is mounted, such as `/api/wazzup`.
   *
   * @default ''
   */
  path?: string | undefined
}

/**
 * Returns the request handler of webhooks or of a gateway, for Cloudflare Workers, Vercel, and all hosts whose handlers
 * take a `Request` and return a `Response`. It never rejects. `authorize` of a gateway gets the request.
 *
 * @example
 * export default { fetch: handler(webhooks) }
 */
export function handler<HostRequest extends Request>(
  target: InboundTarget<HostRequest>,
  { runHandlers, path }: HandlerOptions = {},
) {
  return async (request: HostRequest, ...context: unknown[]): Promise<Response> => {
    const { method, url, headers } = request
    // The stream itself does not show that it was read.
    const body = request.bodyUsed ? undefined : request.body
    const background = runHandlers === 'afterResponse' ? context.find(isBackground) : undefined
    return toResponse(await target.receive({ method, url, path, headers, body, request }, background))
  }
}

function toResponse({ status, body, headers = {} }: WebhookResponse): Response {
  return new Response(body ?? null, { status, headers })
}

function isBackground(value: unknown): value is Background {
  return typeof (value as Partial<Background> | null | undefined)?.waitUntil === 'function'
}
