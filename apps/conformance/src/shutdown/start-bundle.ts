import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { BotProcess } from './stop-bot.ts'

/** A program of this folder as one file, with the packages of this workspace. */
export interface Bundle {
  /** Starts the program in a process of its own. It prints its address. */
  start(env: Record<string, string>): Promise<BotProcess>
  remove(): Promise<void>
}

/** Bundles a program. `modules` is the `node_modules` that has the packages of others. */
export async function bundleProgram(program: string, modules: string): Promise<Bundle> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'shutdown-')))
  const outfile = join(folder, 'program.mjs')
  await symlink(modules, join(folder, 'node_modules'), 'junction')
  await build({
    entryPoints: [fileURLToPath(new URL(program, import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['@nestjs/*', 'reflect-metadata', 'rxjs'],
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  })
  return {
    async start(env) {
      const child = spawn(process.execPath, [outfile], {
        cwd: folder,
        env: { PATH: process.env.PATH, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      child.stdout.setEncoding('utf8')
      const [output] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
      if (typeof output !== 'string') throw new Error(`${program} ended instead of listening`)
      return { child, origin: new URL(output.trim().replace('[::1]', 'localhost')).origin }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
