import type { Webhooks } from '@wazzup-kit/core'
import type { ServerResponse } from 'node:http'
import { bodyOf, type NodeRequest } from './node-request.ts'
import { sendReply, writeReply } from './send-reply.ts'

/**
 * Gets the handler of a webhook address: `app.post('/wazzup', webhookHandler(webhooks))` on Express 4 and 5,
 * `createServer(webhookHandler(webhooks))` without. It may stand before or after any body parser. It always answers,
 * never calls `next` and never throws; anything but a POST gets 405.
 */
export function webhookHandler(webhooks: Pick<Webhooks, 'receive'>) {
  return (request: NodeRequest, response: ServerResponse): void => {
    if (request.method !== 'POST') return writeReply(response, { status: 405, headers: { allow: 'POST' } })
    const { authorization } = request.headers
    const delivery = { authorization, url: request.originalUrl ?? request.url, body: bodyOf(request) }
    void sendReply(response, webhooks.receive(delivery))
  }
}
