import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that accepts messages like Wazzup, and records them. */
export interface AnsweringServer {
  url: string
  /** Bodies of all requests, in order. */
  received: Record<string, unknown>[]
  close(): Promise<void>
}

/** Starts a server that rejects messages with the text `reject this` and accepts all others. */
export async function startAnsweringServer(): Promise<AnsweringServer> {
  const received: Record<string, unknown>[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const message = JSON.parse(text) as Record<string, unknown>
    received.push(message)
    const [status, body] =
      message.text === 'reject this'
        ? [400, { error: 'BALANCE_IS_EMPTY', description: 'no money' }]
        : [201, { messageId: `message-${received.length}`, chatId: message.chatId }]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
