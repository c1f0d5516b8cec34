import type { WebhookResponse } from '@wazzup-kit/core'
import type { ServerResponse } from 'node:http'

/** Sends a reply when it is there. Never rejects: what cannot be sent ends the connection, so that nobody waits for it. */
export async function sendReply(response: ServerResponse, reply: Promise<WebhookResponse>): Promise<void> {
  try {
    writeReply(response, await reply)
  } catch (error) {
    response.destroy(error as Error)
  }
}

/** Writes a reply, unless somebody has answered already. */
export function writeReply(response: ServerResponse, { status, body, headers }: WebhookResponse): void {
  if (!response.headersSent) {
    const text = body === undefined ? '' : JSON.stringify(body)
    const type = body === undefined ? undefined : { 'content-type': 'application/json' }
    response.writeHead(status, { ...type, 'content-length': Buffer.byteLength(text), ...headers })
    response.end(text)
  }
  // A client that is still sending looks at the reply only afterwards, and sees none when the connection is cut.
  response.req.resume()
}
