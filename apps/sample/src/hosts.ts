import { mkdir, rm, writeFile } from 'node:fs/promises'
import { compile } from './compile.ts'
import type { HostSettings, StartHost } from './host.ts'

/** The same bot on each host. A host is loaded only when it is used. */
export const hosts = {
  nest: async (settings: HostSettings) => (await compiledNest()).startNest(settings),
  express: async (settings: HostSettings) => (await import('./express.ts')).startExpress(settings),
  worker: async (settings: HostSettings) => (await import('./workerd.ts')).startWorker(settings),
} satisfies Record<string, StartHost>

export type HostName = keyof typeof hosts

async function compiledNest(): Promise<typeof import('./nest.ts')> {
  const folder = new URL('../dist/', import.meta.url)
  // Several processes may start at once.
  const file = new URL(`nest-${process.pid}.js`, folder)
  await mkdir(folder, { recursive: true })
  await writeFile(file, await compile('nest.ts'))
  try {
    return await import(file.href)
  } finally {
    await rm(file)
  }
}
