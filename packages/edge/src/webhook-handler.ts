import type { Background, Webhooks } from '@wazzup-kit/core'
import { bodyOf, responseOf } from './web-messages.ts'

/**
 * Gets the handler of a webhook address: `export default { fetch: webhookHandler(webhooks) }` on Cloudflare Workers, and
 * the same function wherever a `Request` is answered by a `Response`. It never rejects; anything but a POST gets 405.
 *
 * When one of the further arguments has a `waitUntil`, as the context of Workers and of Vercel has, handlers run after
 * the reply, which is then 200 whatever becomes of them. Call it with the request alone, and a handler that fails makes it
 * a 500.
 */
export function webhookHandler(webhooks: Pick<Webhooks, 'receive'>) {
  return async (request: Request, ...context: unknown[]): Promise<Response> => {
    if (request.method !== 'POST') return responseOf({ status: 405, headers: { allow: 'POST' } })
    const delivery = { authorization: request.headers.get('authorization'), url: request.url, body: bodyOf(request) }
    return responseOf(await webhooks.receive(delivery, context.find(isBackground)))
  }
}

function isBackground(value: unknown): value is Background {
  return typeof (value as Partial<Background> | null | undefined)?.waitUntil === 'function'
}
