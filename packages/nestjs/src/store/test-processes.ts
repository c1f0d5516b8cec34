import { build } from 'esbuild'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A process of the bot. */
interface BotProcess {
  child: ChildProcess
  /** Waits for a line that begins with a text. */
  line(begin: string): Promise<string>
  /** Returns whether there is such a line. */
  hasLine(begin: string): boolean
  /** Sends SIGTERM. Resolves with the signal that ended the process. */
  stop(): Promise<NodeJS.Signals | null>
}

/** The bot as one file, with the packages of this workspace. */
export interface Bundle {
  start(env: Record<string, string>): BotProcess
  /** Kills all processes. */
  remove(): Promise<void>
}

/** Folder with the Nest under test. */
const modules = process.env.NEST_MAJOR === '11' ? '../../../../apps/nest-11/node_modules' : '../../node_modules'

/** Bundles `test-bot.ts`. Node cannot strip the types of its decorators. */
export async function bundleBot(): Promise<Bundle> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'nest-bot-')))
  const outfile = join(folder, 'bot.mjs')
  await symlink(fileURLToPath(new URL(modules, import.meta.url)), join(folder, 'node_modules'), 'junction')
  await build({
    entryPoints: [fileURLToPath(new URL('test-bot.ts', import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['@nestjs/*', 'reflect-metadata', 'rxjs', 'pg-native'],
    // pg is CommonJS.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  })
  const children: ChildProcess[] = []
  return {
    start(env) {
      const child = spawn(process.execPath, [outfile], {
        cwd: folder,
        env: { PATH: process.env.PATH, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      children.push(child)
      const ended = once(child, 'exit')
      let output = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
      const find = (begin: string) => output.split('\n').find((line) => line.startsWith(begin))
      return {
        child,
        hasLine: (begin) => find(begin) !== undefined,
        async line(begin) {
          for (;;) {
            const found = find(begin)
            if (found !== undefined) return found
            if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}: ${output}`)
            await Promise.race([once(child.stdout, 'data'), ended])
          }
        },
        async stop() {
          child.kill('SIGTERM')
          const [, signal] = (await ended) as [number | null, NodeJS.Signals | null]
          return signal
        },
      }
    },
    async remove() {
      for (const child of children) child.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
