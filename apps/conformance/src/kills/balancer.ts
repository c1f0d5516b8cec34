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
    let answer = first === undefined ? unavailable : await pass(first, incoming, body)
    for (const end = Date.now() + patience; answer.status !== 200 && Date.now() < end; await pause(50)) {
      const [port] = [...ports].toSorted(() => random() - 0.5)
      if (port !== undefined) answer = await pass(port, incoming, body)
    }
    outgoing.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
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

interface Answer {
  status: number
  type: string
  body: Buffer
}

const unavailable: Answer = { status: 503, type: 'text/plain', body: Buffer.alloc(0) }

/** Passes a delivery on. Returns the answer, with the status 502 when the process died. */
function pass(port: number, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve) => {
    const died = (): void => resolve({ ...unavailable, status: 502 })
    const outgoing = request({ host: '127.0.0.1', port, method, path: url, headers }, (response) => {
      const type = response.headers['content-type'] ?? unavailable.type
      readBody(response).then((read) => resolve({ status: response.statusCode!, type, body: read }), died)
    })
    outgoing.once('error', died)
    outgoing.end(body)
  })
}
