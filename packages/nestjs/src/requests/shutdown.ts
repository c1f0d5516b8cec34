import { Logger } from '@nestjs/common'
import type { HttpAdapterHost } from '@nestjs/core'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Work that a shutdown waits for. Each promise is removed when it has settled, and none rejects. */
export type OpenWork = ReadonlySet<Promise<unknown>>

/** The shutdown of one app, which its modules share. */
interface Shutdown {
  /** The moment at which the first module noticed it, by `performance.now`. */
  beganAt: number
  works: OpenWork[]
  /** The latest deadline of all modules. */
  endsAt: number
}

type HttpAdapter = HttpAdapterHost['httpAdapter']

/** How often connections that have become idle are closed, in milliseconds. */
const sweepInterval = 100

const shutdowns = new WeakMap<HttpAdapterHost, Shutdown>()
const connections = new WeakMap<Server, Set<Socket>>()

/** Remembers the connections of a server, so that a shutdown can end those that neither Node nor Nest ends. */
export function trackConnections({ httpAdapter }: HttpAdapterHost): void {
  const server = serverOf(httpAdapter)
  if (!server || connections.has(server)) return
  const open = new Set<Socket>()
  connections.set(server, open)
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
}

/**
 * Adds the work of a module to the shutdown of its app, which begins now if no other module has begun it. Requests are
 * served as before, but each response ends its connection. When Nest closes the server, the server accepts no further
 * connection, and the requests on those that it has are served until the work of all modules has ended.
 *
 * Returns the moment at which the work is too late: `timeout` milliseconds after the shutdown has begun.
 */
export function joinShutdown(host: HttpAdapterHost, timeout: number, work: OpenWork): number {
  const shutdown = shutdowns.get(host) ?? beginShutdown(host)
  const endsAt = shutdown.beganAt + timeout
  shutdown.works.push(work)
  shutdown.endsAt = Math.max(shutdown.endsAt, endsAt)
  return endsAt
}

function beginShutdown(host: HttpAdapterHost): Shutdown {
  const shutdown: Shutdown = { beganAt: performance.now(), works: [], endsAt: 0 }
  const { httpAdapter } = host
  const server = serverOf(httpAdapter)
  // An app without a server has no requests.
  if (!server) return shutdown
  shutdowns.set(host, shutdown)
  server.prependListener('request', endConnection)
  const close = httpAdapter.close.bind(httpAdapter)
  let closing: Promise<unknown> | undefined
  // Wrapped, because Fastify responds with 503 as soon as it closes, and because Nest waits for connections without a limit.
  // All hooks before the closing have run then: one of another module may keep the app in service for its load balancer.
  httpAdapter.close = () => {
    closing ??= closeServer(server, shutdown)
      .then(close)
      .finally(() => {
        httpAdapter.close = close
        shutdowns.delete(host)
      })
    return closing
  }
  return shutdown
}

/** Ends the connection with this response, so that the client sends its next request elsewhere. */
export function endConnection({ httpVersionMajor }: IncomingMessage, response: ServerResponse): void {
  // HTTP/2 has no such header.
  if (httpVersionMajor === 1 && !response.headersSent) response.setHeader('connection', 'close')
}

async function closeServer(server: Server, { works, endsAt }: Shutdown): Promise<void> {
  const closed = server.listening && new Promise((resolve) => server.once('close', resolve))
  server.close()
  // The response on a connection may have been sent without the header that ends it.
  const sweep = setInterval(() => server.closeIdleConnections?.(), sweepInterval)
  const isInTime = await endsBefore(endsAt, Promise.all([closed, ...works.map(settle)]))
  clearInterval(sweep)
  if (isInTime) return
  const cut = works.reduce((sum, { size }) => sum + size, 0)
  if (cut > 0) new Logger('WazzupModule').warn(`The app stops before ${cut} deliveries or calls have ended`)
  for (const socket of connections.get(server) ?? []) socket.destroy()
}

async function settle(work: OpenWork): Promise<void> {
  while (work.size > 0) await Promise.all(work)
}

/** Waits for a promise, but not longer than until a moment of `performance.now`. Returns whether it has settled. */
export async function endsBefore(endsAt: number, promise: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, endsAt - performance.now()))
  })
  const isInTime = await Promise.race([promise.then(() => true), late])
  clearTimeout(timer)
  return isInTime
}

/** Returns the server of an adapter. An app without HTTP has no adapter, or one without a server. */
export function serverOf(adapter: HttpAdapter | undefined): Server | undefined {
  return adapter?.getHttpServer() as Server | undefined
}
