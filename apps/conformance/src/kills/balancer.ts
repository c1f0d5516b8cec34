import { once } from 'node:events'
import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** A load balancer in front of processes that come and go. */
export interface Balancer {
  url: string
  /** The ports of the processes that run. */
  ports: Set<number>
  close(): void
}

/** Options of a balancer. */
export interface BalancerOptions {
  /** Draws numbers from 0 to 1. */
  random(): number
  /** Share of the deliveries that a second process gets too, as from some balancers after a timeout. */
  repeated: number
  /** Milliseconds for which a delivery is passed to one process after the other until one returns 200. @default 0 */
  patience?: number
}

/** Starts a balancer. */
export async function startBalancer({ random, repeated, patience = 0 }: BalancerOptions): Promise<Balancer> {
  const ports = new Set<number>()
  const server = createServer(async (incoming, outgoing) => {
    const body = await readBody(incoming)
    const shuffled = [...ports].map((port) => ({ port, key: random() })).toSorted((one, other) => one.key - other.key)
    const [first, second] = shuffled.map(({ port }) => port)
    if (second !== undefined && random() < repeated) void pass(second, incoming, body)
    let status = first === undefined ? 503 : await pass(first, incoming, body)
    for (const end = Date.now() + patience; status !== 200 && Date.now() < end; await pause(50)) {
      const [port] = [...ports].toSorted(() => random() - 0.5)
      if (port !== undefined) status = await pass(port, incoming, body)
    }
    outgoing.writeHead(status).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ports,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Passes a delivery on. Returns the status; 502 when the process died. */
function pass(port: number, { method, url, headers }: IncomingMessage, body: Buffer): Promise<number> {
  return new Promise((resolve) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path: url, headers }, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode!))
      response.once('error', () => resolve(502))
    })
    outgoing.once('error', () => resolve(502))
    outgoing.end(body)
  })
}
