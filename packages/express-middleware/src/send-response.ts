import type { WebhookResponse } from '@wazzup-kit/core'
import type { ServerResponse } from 'node:http'

/** Sends a response when it is there. Never rejects: a response that cannot be sent ends the connection. */
export async function sendResponse(response: ServerResponse, content: Promise<WebhookResponse>): Promise<void> {
  try {
    writeResponse(response, await content)
  } catch (error) {
    response.destroy(error as Error)
  }
}

/** Writes a response, unless other code has sent one already. */
export function writeResponse(response: ServerResponse, { status, body = '', headers }: WebhookResponse): void {
  if (!response.headersSent) {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers })
    response.end(body)
  }
  // A client that is still sending looks at the response only afterwards, and sees none when the connection is cut.
  response.req.resume()
}
