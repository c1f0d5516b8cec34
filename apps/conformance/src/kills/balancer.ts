import { once } from 'node:events'
import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A load balancer in front of processes that come and go. */
export interface Balancer {
  url: string
  /** The ports of the processes that run. */
  ports: Set<number>
  close(): void
}

/** Starts a balancer. It gives a share of the deliveries to a second process too, as some balancers do after a timeout. */
export async function startBalancer(random: () => number, repeated: number): Promise<Balancer> {
  const ports = new Set<number>()
  const server = createServer(async (incoming, outgoing) => {
    const body = await readBody(incoming)
    const shuffled = [...ports].map((port) => ({ port, key: random() })).toSorted((one, other) => one.key - other.key)
    const [first, second] = shuffled.map(({ port }) => port)
    if (second !== undefined && random() < repeated) void pass(second, incoming, body)
    outgoing.writeHead(first === undefined ? 503 : await pass(first, incoming, body)).end()
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
