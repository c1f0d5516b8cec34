import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Server } from 'node:net'

/** A server in this process, on a free port of 127.0.0.1. */
export interface OpenServer {
  url: string
  stop(): Promise<void>
}

/** Starts a server. `stop` closes it without waiting for open connections. */
export function openServer(listener: RequestListener): Promise<OpenServer> {
  return listen(createServer(listener))
}

/** Lets a server of a framework listen, like `openServer`. */
export async function listen(server: Server & { closeAllConnections?(): void }): Promise<OpenServer> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections?.()
      await closed
    },
  }
}
