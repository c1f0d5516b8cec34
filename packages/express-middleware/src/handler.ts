import { readRunOptions, type InboundTarget } from '@wazzup-kit/core/webhooks'
import type { ServerResponse } from 'node:http'
import { checkArguments } from './check-arguments.ts'
import { mountOf, parsedBodyOf, type NodeRequest } from './node-request.ts'
import type { HandlerOptions } from './options.ts'
import { sendResponse } from './send-response.ts'

const processContinues = (): void => {}

/**
 * Returns the request handler of webhooks or of a gateway, for Express 4, Express 5, `node:http`, Vercel's Node functions and
 * all hosts that have the request and response of Node. You can mount it before or after any body parser. It always responds
 * and never calls `next`. `authorize` of a gateway gets the request, with the fields that your sign-in has added.
 *
 * @example
 * app.post('/wazzup', handler(webhooks))
 * app.use('/api/wazzup', handler(gateway))
 * createServer(handler(gateway, { path: '/api/wazzup' }))
 * @throws WazzupValidationError when `target` is neither, or an option is invalid. The returned function throws a TypeError when
 *   it is called with other objects than the request and response of Node.
 */
export function handler<Request extends NodeRequest>(target: InboundTarget<Request>, options: HandlerOptions = {}) {
  const { runHandlers, path } = options
  const waitUntil = options.waitUntil ?? (runHandlers === 'afterResponse' ? processContinues : undefined)
  const background = readRunOptions(target, { ...options, waitUntil })
  return (request: Request, response: ServerResponse): void => {
    checkArguments(request, response)
    const { method = 'GET', url: below = '/', originalUrl = below, headers } = request
    const mount = path ?? mountOf(request)
    // Uses the whole address, because Express 4 removes a second slash after the mount point.
    const url = mount === undefined ? below : originalUrl
    const parsedBody = parsedBodyOf(request)
    const inbound = { method, url, path: mount, headers, body: request, parsedBody, request }
    void sendResponse(response, target.receive(inbound, background))
  }
}
