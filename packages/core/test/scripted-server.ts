import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server does with one request. */
export type Step = (response: ServerResponse, request: IncomingMessage & { text: string }) => void

/** A request as the server saw it. */
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
  /** Steps for the next requests, in order; the last one stays. */
  script(...steps: Step[]): void
  close(): Promise<void>
}

/** A real HTTP server on loopback that does exactly what it is told, request by request. */
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

/** Answers JSON, or text as it is. */
export function answer(status: number, body: unknown = '', headers: Record<string, string> = {}): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

/** Cuts the connection without a word. */
export const reset: Step = (response) => response.socket?.resetAndDestroy()

/** Never answers. */
export const silence: Step = () => {}

/** Sends headers and the beginning of a body, and then nothing more. */
export function stall(status: number, beginning: string): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write(beginning)
  }
}

/** Sends headers and the beginning of a body, and cuts the connection. */
export function cut(status: number, beginning: string): Step {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write(beginning, () => setTimeout(() => response.socket?.resetAndDestroy(), 20))
  }
}
