import type { MiddlewareHandler } from 'hono'
import type { HostCheck } from './host-check.ts'

/**
 * Rejects requests of pages of other origins. The host must be accepted, the origin must not be another one, and an
 * action must be JSON, which a form of another page cannot send.
 */
export function guard({ accepts, refusal }: HostCheck): MiddlewareHandler {
  return async (context, next) => {
    const { req } = context
    const host = req.header('host')
    if (!accepts(host)) return context.text(refusal, 403)
    const origin = req.header('origin')
    if (origin !== undefined && origin !== `http://${host?.toLowerCase()}`)
      return context.text('Not for pages of other origins', 403)
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      const type = req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
      if (type !== 'application/json') return context.text('Only application/json', 415)
    }
    await next()
    context.header('x-content-type-options', 'nosniff')
    // Of several accounts, the address of the page says to which one its requests belong.
    context.header('referrer-policy', 'same-origin')
    context.header('cross-origin-resource-policy', 'same-origin')
    context.header('x-frame-options', 'DENY')
    return undefined
  }
}
