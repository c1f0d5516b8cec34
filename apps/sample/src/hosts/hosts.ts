import { mkdir, rm, writeFile } from 'node:fs/promises'
import { compile } from './compile.ts'
import type { HostSettings, StartHost } from './host.ts'

/** Starts the same bot on each host. The code of a host is loaded only when it is started. */
export const hosts = {
  nest: async (settings: HostSettings) => (await compiledNest()).startNest(settings),
  express: async (settings: HostSettings) => (await import('./express.ts')).startExpress(settings),
  worker: async (settings: HostSettings) => (await import('./workerd.ts')).startWorker(settings),
} satisfies Record<string, StartHost>

export type HostName = keyof typeof hosts

async function compiledNest(): Promise<typeof import('./nest.ts')> {
  const folder = new URL('../../dist/', import.meta.url)
  // The process id keeps samples that run at the same time from overwriting each other's file.
  const file = new URL(`nest-${process.pid}.js`, folder)
  await mkdir(folder, { recursive: true })
  await writeFile(file, await compile('nest.ts'))
  try {
    return await import(file.href)
  } finally {
    await rm(file)
  }
}
