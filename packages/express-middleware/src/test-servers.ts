import { once } from 'node:events'
import { Agent, createServer, request, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

export interface TestServer {
  port: number
  /** Returns the number of connections so far. */
  connections(): number
}

/** Starts a server on a free port, and closes it after the test. */
export async function serve(listener: RequestListener): Promise<TestServer> {
  let connections = 0
  const server = createServer(listener).on('connection', () => connections++)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const { port } = server.address() as AddressInfo
  return { port, connections: () => connections }
}

export interface TestResponse {
  status: number
  type: string | undefined
  json: unknown
}

/** Returns a function that posts a body. All requests share one connection, which is kept open. */
export function createSender({ port }: TestServer): (path: string, body: string | Uint8Array) => Promise<TestResponse> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  closing.push(async () => agent.destroy())
  return async (path, body) => {
    const headers = { 'content-type': 'application/json; charset-utf-8', 'content-length': Buffer.byteLength(body) }
    const outgoing = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent, timeout: 20_000 })
    outgoing.on('timeout', () => outgoing.destroy(new Error('no response within 20 seconds')))
    outgoing.end(body)
    const [incoming] = await once(outgoing, 'response')
    let text = ''
    for await (const chunk of incoming.setEncoding('utf8')) text += chunk
    return {
      status: incoming.statusCode,
      type: incoming.headers['content-type'],
      json: text === '' ? undefined : JSON.parse(text),
    }
  }
}
