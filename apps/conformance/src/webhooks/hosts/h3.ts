import { H3, serve, toNodeHandler } from 'h3'
import { addresses, type Environment } from '../bot-under-test.ts'
import type { Host } from '../contract.ts'
import { createWebBot } from '../web-bot.ts'
import { openServer } from './open-server.ts'
import { webHost } from './web-host.ts'

function createH3Bot(environment: Environment): H3 {
  const bot = createWebBot(environment)
  const app = new H3()
  const paths = [...addresses.map((address) => `/${address}`), '/api/wazzup/**', '/seen']
  for (const path of paths) app.all(path, (event) => bot(event.req, (work) => event.waitUntil(work)))
  return app
}

/** h3 2 on its own server. */
export const h3: Host = {
  name: 'h3 on Node',
  async start(environment) {
    const server = serve(createH3Bot(environment), {
      port: 0,
      hostname: '127.0.0.1',
      silent: true,
      gracefulShutdown: false,
    })
    await server.ready()
    return webHost(new URL(server.url!).origin, async () => {
      // Not awaited: it waits for the work that `event.waitUntil` got, and one handler of the contract never ends.
      void server.close(true)
    })
  },
}

/** h3 2 as the listener of a server of `node:http`. */
export const h3InNodeHttp: Host = {
  name: 'h3 in node:http',
  async start(environment) {
    const { url, stop } = await openServer(toNodeHandler(createH3Bot(environment)))
    return webHost(url, stop)
  },
}
