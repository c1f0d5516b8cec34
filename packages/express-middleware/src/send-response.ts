import type { WebhookResponse } from '@wazzup-kit/core'
import type { ServerResponse } from 'node:http'

/** Sends a response as soon as it is ready. Never rejects: if the response cannot be sent, the connection is closed. */
export async function sendResponse(response: ServerResponse, content: Promise<WebhookResponse>): Promise<void> {
  try {
    writeResponse(response, await content)
  } catch (error) {
    response.destroy(error as Error)
  }
}

/** Writes a response, unless other code has already sent one. */
export function writeResponse(response: ServerResponse, { status, body = '', headers }: WebhookResponse): void {
  if (!response.headersSent) {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers })
    response.end(body)
  }
  // A client reads the response only after it has sent its body, so the rest of the body is read and discarded.
  // A response of serverless-http has no stream there.
  const { resume }: Partial<ServerResponse['req']> = response.req
  resume?.call(response.req)
}
