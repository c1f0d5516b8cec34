import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp } from '../../packed/start-app.ts'
import { bundle } from '../../runtimes/bundle.ts'
import { explainMissing, findRuntime, type RuntimeName } from '../../runtimes/find-runtime.ts'
import type { Host } from '../contract.ts'
import { webHost } from './web-host.ts'

/** The parts of a host that is a binary with `Request` and `Response`. */
interface WebRuntime extends Pick<Host, 'name' | 'inFront'> {
  runtime: RuntimeName
  /** Relative to `src/runtimes`. */
  entry: string
  /** The arguments before the file. */
  args: readonly string[]
}

/** Returns a host that is a process of another runtime. It is skipped where the binary is not installed. */
export function webRuntime({ runtime, entry, args, ...rest }: WebRuntime): Host {
  const path = findRuntime(runtime)
  return {
    ...rest,
    missing: path === undefined ? explainMissing(runtime) : undefined,
    async start(environment) {
      const folder = await mkdtemp(join(tmpdir(), `${runtime}-`))
      const file = join(folder, 'bot.mjs')
      await writeFile(file, await bundle(entry, 'esm', [runtime]))
      const env = { HOME: folder, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1', ENVIRONMENT: JSON.stringify(environment) }
      const app = await startApp([path!, ...args, file], { folder, env })
      return webHost(app.url, async () => {
        await app.stop()
        await rm(folder, { recursive: true, force: true })
      })
    },
  }
}
