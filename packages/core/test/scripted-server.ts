import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Handles one request. */
export type Step = (response: ServerResponse, request: IncomingMessage & { text: string }) => void

/** A request that the server received. */
interface Seen {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
  at: number
}

export interface ScriptedServer {
  url: string
  seen: Seen[]
  /** Sets the steps for the next requests, in order; the last one is repeated. */
  script(...steps: Step[]): void
  close(): Promise<void>
}

/** Starts a real HTTP server on loopback that handles each request with a given step. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const seen: Seen[] = []
  let steps: Step[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      seen.push({ method: request.method!, url: request.url!, headers: request.headers, body: text, at: Date.now() })
      const step = steps.length > 1 ? steps.shift()! : steps[0]!
      step(response, Object.assign(request, { text }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    script(...next) {
      seen.length = 0
      steps = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Responds with JSON, or with a text unchanged. */
export function answer(status: number, body: unknown = '', headers: Record<string, string> = {}): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

/** Resets the connection without a response. */
export const reset: Step = (response) => response.socket?.resetAndDestroy()

/** Never responds. */
export const silence: Step = () => {}

/** Sends the headers and the beginning of a body, and never ends it. */
export function stall(status: number, beginning: string): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write(beginning)
  }
}

/** Sends the headers and the beginning of a body, and resets the connection. */
export function cut(status: number, beginning: string): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write(beginning, () => setTimeout(() => response.socket?.resetAndDestroy(), 20))
  }
}
