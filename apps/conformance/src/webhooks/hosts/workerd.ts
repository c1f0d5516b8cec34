import { Miniflare } from 'miniflare'
import { bundle } from '../../runtimes/bundle.ts'
import type { Host } from '../contract.ts'
import { webHost } from './web-host.ts'

/** The runtime of Cloudflare Workers. */
export const workerd: Host = {
  name: 'workerd',
  // It closes the connection when a body is not read, and the client may see that before the response.
  // It cannot inflate Brotli.
  inFront: { 'huge and unread': 'never', br: 415 },
  async start(environment) {
    const script = await bundle('../webhooks/worker-entry.ts', 'esm', ['workerd', 'worker'])
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
