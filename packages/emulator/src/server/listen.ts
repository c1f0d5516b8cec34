import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { App } from './app.ts'
import { createPageApi, type PageApi } from './page-api/page-api.ts'
import { checkAccess, rejectAccess } from './access.ts'
import { createHostCheck, hostInUrl, type HostCheck } from './host-check.ts'
import type { Emulator, ListeningEmulator, ListenOptions } from '../emulator/emulator.ts'
import type { Connection } from '../faults/faulty-response.ts'

/** Creates the connection of a socket, which faults can break. */
function socketConnection(incoming: IncomingMessage, outgoing: ServerResponse): Connection {
  const caller = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) caller.abort(new Error('The caller has closed the connection'))
  })
  return {
    gaveUp: caller.signal,
    breakBody() {
      // The listener buffers chunks before it writes, so wait until the first half is written.
      const whenWritten = (): void =>
        void setImmediate(outgoing.headersSent ? () => incoming.socket.destroy() : whenWritten)
      whenWritten()
    },
    // The listener cancels the body of a closed connection.
    abandonBody() {},
  }
}

/**
 * Reads the rest of a body that nothing reads, for example after a 413, and keeps none of it. Otherwise the next request
 * of this connection would wait behind it.
 */
function dropRest(incoming: IncomingMessage): void {
  if (incoming.complete) return
  incoming.removeAllListeners('data')
  incoming.resume()
}

/** The app, its emulator and its address. */
export interface Listening extends ListenOptions {
  app: App
  emulator: Emulator
}

/** Returns an address at which this machine reaches a server. */
function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : hostInUrl(host)
  return `http://${name}:${port}`
}

/** Listens on this machine, or on the given host. */
export async function listen(given: Listening): Promise<ListeningEmulator> {
  const { app, emulator, port = 0, host = '127.0.0.1', access = 'this machine' } = given
  checkAccess(host, access)
  let pageApi: PageApi | undefined
  let hosts: HostCheck
  const answer = getRequestListener(
    async (request, env) => {
      const { pathname } = new URL(request.url)
      if (pageApi?.owns(pathname)) return rejectAccess(access, request) ?? pageApi.answer(request)
      const { incoming, outgoing } = env as { incoming: IncomingMessage; outgoing: ServerResponse }
      if (!hosts.accepts(incoming.headers.host)) return new Response(hosts.refusal, { status: 403 })
      const answered = new Promise<void>((resolve) => void outgoing.once('close', resolve))
      const exchange = { connection: socketConnection(incoming, outgoing), answered, cut: false }
      try {
        const response = await app(request, exchange)
        if (!exchange.cut) return response
        incoming.socket.resetAndDestroy()
      } catch (error) {
        if (!exchange.connection.gaveUp.aborted) throw error
      }
      return RESPONSE_ALREADY_SENT
    },
    // The library would close the connection after an early response; see `dropRest`.
    { overrideGlobalObjects: false, autoCleanupIncoming: false },
  )
  const server = createServer((incoming, outgoing) => {
    outgoing.once('finish', () => dropRest(incoming))
    void answer(incoming, outgoing)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host.replace(/^\[|\]$/g, ''), () => resolve())
  })
  const { port: taken } = server.address() as AddressInfo
  hosts = createHostCheck(host, taken)
  const url = urlOf(host, taken)
  pageApi = createPageApi(emulator, { url, hosts })
  return {
    url,
    port: taken,
    close: () =>
      new Promise((resolve, reject) => {
        pageApi.close()
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
