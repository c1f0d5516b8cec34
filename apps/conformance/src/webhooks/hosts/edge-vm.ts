import { createHandler, EdgeRuntime } from 'edge-runtime'
import { bundle } from '../../runtimes/bundle.ts'
import type { Host } from '../contract.ts'
import { openServer } from './open-server.ts'
import { webHost } from './web-host.ts'

/** Vercel's runtime for running edge functions locally. */
export const edgeVm: Host = {
  name: "Vercel's edge VM",
  // It cannot inflate.
  inFront: { compressed: 415, br: 415, cut: 415, bomb: 415 },
  async start(environment) {
    const script = await bundle('../webhooks/edge-entry.ts', 'iife', ['edge-light', 'worker'])
    const initialCode = `globalThis.environment = ${JSON.stringify(environment)};${script}`
    const { handler } = createHandler({ runtime: new EdgeRuntime({ initialCode }) })
    const { url, stop } = await openServer(handler)
    return webHost(url, stop)
  },
}
