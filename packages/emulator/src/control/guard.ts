import type { MiddlewareHandler } from 'hono'

/**
 * Keeps pages of other origins out: a request must name this machine as its host, which a page that has its own name
 * point here does not (DNS rebinding), must not come from another origin, and must be JSON to do anything, which a form
 * of another page cannot send.
 */
export function guard(port: number): MiddlewareHandler {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].flatMap((name) =>
    port === 80 ? [name, `${name}:80`] : `${name}:${port}`,
  )
  return async (context, next) => {
    const { req } = context
    const host = req.header('host')?.toLowerCase() ?? ''
    if (!hosts.includes(host)) return context.text(`Only for http://127.0.0.1:${port}`, 403)
    const origin = req.header('origin')
    if (origin !== undefined && origin !== `http://${host}`) return context.text('Not for pages of other origins', 403)
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      const type = req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
      if (type !== 'application/json') return context.text('Only application/json', 415)
    }
    await next()
    context.header('x-content-type-options', 'nosniff')
    context.header('referrer-policy', 'no-referrer')
    context.header('cross-origin-resource-policy', 'same-origin')
    context.header('x-frame-options', 'DENY')
    return undefined
  }
}
