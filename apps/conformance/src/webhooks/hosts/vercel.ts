import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../../runtimes/bundle.ts'
import { startVercel } from '../../runtimes/start-vercel.ts'
import type { Host } from '../contract.ts'
import { webHost } from './web-host.ts'

/** Returns a host that is a function of Vercel's Node runtime. */
function vercelHost(name: string, entry: string): Host {
  return {
    name,
    // Vercel reads the whole body before it calls the function.
    inFront: { stalls: 'never' },
    async start(environment) {
      const folder = await mkdtemp(join(tmpdir(), 'wazzup-vercel-'))
      const file = join(folder, 'function.cjs')
      await writeFile(file, await bundle(entry, 'cjs', ['node', 'require']))
      const { url, stop } = await startVercel(file, { ENVIRONMENT: JSON.stringify(environment) })
      return webHost(url, async () => {
        await stop()
        await rm(folder, { recursive: true })
      })
    },
  }
}

/** Functions of Vercel: with the request and response of Node, and with `fetch`. */
export const vercelHosts: readonly Host[] = [
  vercelHost("Vercel's Node functions", '../webhooks/vercel-node-entry.ts'),
  vercelHost("Vercel's functions with fetch", '../webhooks/vercel-fetch-entry.ts'),
]
