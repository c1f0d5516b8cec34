import { startBouncer, type TestBouncer } from './bouncer.ts'
import { startServer, type TestServer } from './server.ts'

/** A server of PostgreSQL, and PgBouncer in front of it. */
export interface BouncedServer {
  server: TestServer
  bouncer: TestBouncer
  stop(): Promise<void>
}

/** Starts a server, and PgBouncer in transaction mode in front of it. */
export async function startBouncedServer(): Promise<BouncedServer> {
  const server = await startServer()
  const bouncer = await startBouncer(server).catch(async (error: unknown) => {
    await server.stop()
    throw error
  })
  return {
    server,
    bouncer,
    async stop() {
      await bouncer.stop()
      await server.stop()
    },
  }
}
