import { createAdaptorServer } from '@hono/node-server'
import { Miniflare } from 'miniflare'
import { bundle } from '../../runtimes/bundle.ts'
import type { Host } from '../contract.ts'
import { createHonoBot } from '../hono-bot.ts'
import { listen } from './open-server.ts'
import { webHost } from './web-host.ts'

/** Hono on `@hono/node-server`. */
export const honoOnNode: Host = {
  name: 'Hono on Node',
  async start(environment) {
    const app = createHonoBot(environment)
    const { url, stop } = await listen(createAdaptorServer(app))
    return webHost(url, stop)
  },
}

/** Hono on the runtime of Cloudflare Workers. */
export const honoOnWorkers: Host = {
  name: 'Hono on workerd',
  // workerd closes the connection when a body is not read, and the client may see that before the response. It has no Brotli.
  inFront: { 'huge and unread': 'never', br: 415 },
  async start(environment) {
    const script = await bundle('../webhooks/hono-entry.ts', 'esm', ['workerd', 'worker'])
    const runtime = new Miniflare({
      modules: true,
      script,
      compatibilityDate: '2026-07-01',
      bindings: { ...environment },
      host: '127.0.0.1',
    })
    const { origin } = await runtime.ready
    return webHost(origin, () => runtime.dispose())
  },
}
