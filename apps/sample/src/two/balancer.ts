import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** Which instances get a delivery: the next one in turn, or both, as when a balancer repeats a request. */
type Rule = 'next' | 'both'

/** A balancer in front of two instances of the bot. */
export interface Balancer {
  /** Its webhook address, with the secret. */
  url: string
  /** Sets which instances get the deliveries from now on. */
  give(to: Rule): void
  /** Returns the number of deliveries of each instance, in their order. */
  countDeliveries(): readonly number[]
  close(): Promise<void>
}

/** Starts a balancer. An instance that does not respond gets no delivery; the next one gets it. */
export async function startBalancer(instances: readonly string[]): Promise<Balancer> {
  const counts = instances.map(() => 0)
  let rule: Rule = 'next'
  let turn = 0

  async function forward(to: number, request: IncomingMessage, body: string): Promise<number> {
    const url = new URL(request.url!, instances[to])
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
      body,
    })
    counts[to]!++
    return response.status
  }

  async function deliver(request: IncomingMessage): Promise<number> {
    const body = await text(request)
    const first = turn++
    const order = instances.map((_, index) => (first + index) % instances.length)
    if (rule === 'both') return Math.max(...(await Promise.all(order.map((to) => forward(to, request, body)))))
    for (const to of order) {
      const status = await forward(to, request, body).catch(() => undefined)
      if (status !== undefined) return status
    }
    return 502
  }

  const server = createServer((request, response) => {
    deliver(request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(502).end(),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { pathname, search } = new URL(instances[0]!)
  return {
    url: `http://127.0.0.1:${port}${pathname}${search}`,
    give: (to) => void (rule = to),
    countDeliveries: () => [...counts],
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
