import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readDocumentedFiles } from './documented-files.ts'
import { installProject, type Project } from './project.ts'
import { runCommand } from './run-command.ts'
import { startApp, type RunningApp } from './start-app.ts'
import { packPackage } from './tarball.ts'

/** A built Next.js app with the packed packages, the routes of `docs/nextjs.md`, and the bot of the contract. */
export interface NextApp {
  project: Project
  /** What `next build` printed. */
  output: string
  /** Starts the app with `next start`. The environment has only `env`, PATH and HOME. */
  start(env: Readonly<Record<string, string>>): Promise<RunningApp>
  remove(): Promise<void>
}

const webhooks = fileURLToPath(new URL('../webhooks/', import.meta.url))
const bot = ['answers.ts', 'bot-gateway.ts', 'bot-under-test.ts', 'next-api-bot.ts', 'next-app-bot.ts']

/** Where the files in `routes` of the project belong. No file of the repository may have such a name. */
const routes: Readonly<Record<string, string>> = {
  'app-on-node.ts': 'app/contract/node/[...path]/route.ts',
  'app-on-edge.ts': 'app/contract/edge/[...path]/route.ts',
  'pages-api-raw.ts': 'pages/api/contract/raw/[...path].ts',
  'pages-api.ts': 'pages/api/contract/parsed/[...path].ts',
}

/** Milliseconds that `next build` may take on a busy machine. */
const longest = 600_000

/** Installs and builds the app. The environment of `next build` has no key and no secret. */
export async function buildNextApp(): Promise<NextApp> {
  const home = await mkdtemp(join(tmpdir(), 'next-'))
  const names = ['core', 'edge', 'express-middleware', 'postgres', 'emulator']
  const tarballs = await Promise.all(names.map((name) => packPackage(name, home)))
  const project = await installProject('next', tarballs, home)
  const { folder } = project
  for (const file of bot) await cp(join(webhooks, file), join(folder, 'bot', file))
  for (const [from, to] of Object.entries(routes)) await move(join(folder, 'routes', from), join(folder, to))
  for (const { path, text } of await readDocumentedFiles('docs/nextjs.md')) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  const next = [process.execPath, 'node_modules/next/dist/bin/next'] as const
  const inside = { PATH: process.env.PATH, HOME: process.env.HOME, NEXT_TELEMETRY_DISABLED: '1' }
  const { output, complaints } = await runCommand([...next, 'build'], { folder, env: inside, longest })
  return {
    project,
    output: `${output}${complaints}`,
    start: (env) =>
      startApp(
        [...next, 'start', '--hostname', '127.0.0.1', '--port', '0'],
        { folder, env: { ...inside, ...env } },
        /Local: +(http:\S+)/,
      ),
    remove: () => rm(home, { recursive: true, force: true }),
  }
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await rename(from, to)
}
