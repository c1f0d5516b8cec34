import type { InboundTarget, WaitUntil } from '@wazzup-kit/core'
import type { IncomingMessage } from 'node:http'
import type { Context } from 'koa'

export interface AdapterOptions {
  waitUntil?: WaitUntil | undefined // runs handlers after the response
  path?: string | undefined // where a gateway is mounted
}

/** Returns Koa middleware that passes every request to webhooks or to a gateway. */
export function serveTarget(target: InboundTarget<IncomingMessage>, { waitUntil, path }: AdapterOptions = {}) {
  return async (ctx: Context): Promise<void> => {
    const { method, originalUrl: url, headers, req: body } = ctx
    const { body: parsedBody } = ctx.request as { body?: unknown } // set if a parser in front has read the body
    const inbound = { method, url, path, headers, body, parsedBody, request: ctx.req }
    const response = await target.receive(inbound, waitUntil && { waitUntil })
    ctx.status = response.status
    ctx.set(response.headers ?? {})
    ctx.body = response.body ?? ''
    ctx.req.resume() // a client reads the response after it has sent its body
  }
}
