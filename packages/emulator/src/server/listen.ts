import { AsyncLocalStorage } from 'node:async_hooks'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import {
  accountOfCall,
  listAccounts,
  nameOfPage,
  pathOf,
  rejectName,
  respondWithFile,
  takeName,
  type Accounts,
} from './accounts.ts'
import { createPageApi, isOfPage, isSame, type PageApi } from './page-api/page-api.ts'
import { checkAccess, rejectAccess } from './access.ts'
import { createHostCheck, hostInUrl, isLoopback, originOf, type HostCheck } from './host-check.ts'
import { checkListenOptions } from '../emulator/account-fields.ts'
import type { ListeningEmulator, ListenOptions } from '../emulator/emulator.ts'
import type { Connection } from '../faults/faulty-response.ts'

/** Creates the connection of a socket, which faults can break. */
function socketConnection(incoming: IncomingMessage, outgoing: ServerResponse): Connection {
  const caller = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) caller.abort(new Error('The caller has closed the connection'))
  })
  return {
    gaveUp: caller.signal,
    keepForBody: () => () => {},
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

/** The accounts on a port, and its address. */
export interface Listening extends ListenOptions {
  accounts: Accounts
}

/** Returns an address at which this machine reaches a server. */
function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : hostInUrl(host)
  return `http://${name}:${port}`
}

/** Listens on this machine, or on the given host. */
export async function listen(given: Listening): Promise<ListeningEmulator> {
  const { accounts, ...options } = given
  checkListenOptions(options)
  const { port = 0, host = '127.0.0.1', access = 'this machine' } = options
  checkAccess(host, access)
  const pages = new Map<string, PageApi>()
  const names = new WeakMap<IncomingMessage, string | undefined>()
  /** The origin by which the current request came, and all that it causes. */
  const origins = new AsyncLocalStorage<string | undefined>()
  let hosts: HostCheck

  /** Responds to a request for the page or the control API of an account. */
  function answerPage(request: Request, given: string | undefined): Promise<Response> | Response {
    const { pathname } = new URL(request.url)
    const rejection = rejectAccess(access, request, pathOf(given ?? ''))
    if (rejection) return rejection
    const name = given ?? (pathname === '/' ? undefined : nameOfPage(request))
    const page = pages.get(name ?? '') ?? (isSame(pathname) ? [...pages.values()][0] : undefined)
    if (page) return page.answer(request)
    return name === undefined && pathname === '/' ? listAccounts(accounts) : rejectName(accounts, name)
  }

  const answer = getRequestListener(
    async (request, env) => {
      const { incoming, outgoing } = env as { incoming: IncomingMessage; outgoing: ServerResponse }
      if (!hosts.accepts(incoming.headers.host)) return new Response(hosts.refusal, { status: 403 })
      const name = names.get(incoming)
      if (isOfPage(new URL(request.url).pathname)) return answerPage(request, name)
      if (name !== undefined && !accounts.has(name)) return rejectName(accounts, name)
      const file = respondWithFile(accounts, request)
      if (file) return file
      const answered = new Promise<void>((resolve) => void outgoing.once('close', resolve))
      const exchange = { connection: socketConnection(incoming, outgoing), answered, cut: false }
      const { app } = accounts.get(name ?? '') ?? (await accountOfCall(accounts, request))
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
    names.set(incoming, takeName(accounts, incoming))
    // This machine reaches its own emulator by any of its names, so its links keep one.
    const origin = isLoopback(host) ? undefined : originOf(incoming.headers.host)
    void origins.run(origin, () => answer(incoming, outgoing))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host.replace(/^\[|\]$/g, ''), () => resolve())
  })
  const { port: taken } = server.address() as AddressInfo
  hosts = createHostCheck(host, taken)
  const url = urlOf(host, taken)
  const forgets = [...accounts].map(([name, served]) => {
    pages.set(name, createPageApi(served, hosts))
    return served.address.set(() => `${origins.getStore() ?? url}${pathOf(name)}`)
  })
  return {
    url,
    port: taken,
    close: () =>
      new Promise((resolve, reject) => {
        for (const forget of forgets) forget()
        for (const page of pages.values()) page.close()
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}
