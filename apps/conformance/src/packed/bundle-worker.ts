import { join } from 'node:path'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import type { BotEnvironment } from './meet-client.ts'
import type { Project } from './project.ts'
import type { RunningApp } from './start-app.ts'

/** Bundles a Worker of a project as Wrangler does, without `nodejs_compat`. */
export async function bundleWorker({ folder }: Project, entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, entry)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['browser', 'module', 'main'],
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:workers', 'node:*'],
    target: 'es2024',
  })
  return outputFiles[0]!.text
}

/** Runs a bundle on workerd, the runtime of Cloudflare Workers. `objects` are the names of its Durable Objects. */
export async function startWorker(
  script: string,
  env: BotEnvironment,
  objects: Readonly<Record<string, string>> = {},
): Promise<RunningApp> {
  const durableObjects = Object.entries(objects).map(([name, className]) => [name, { className, useSQLite: true }])
  const workerd = new Miniflare({
    modules: true,
    script,
    compatibilityDate: '2026-07-01',
    bindings: env,
    durableObjects: Object.fromEntries(durableObjects),
    host: '127.0.0.1',
  })
  const { href } = await workerd.ready
  return { url: href, stop: () => workerd.dispose() }
}
