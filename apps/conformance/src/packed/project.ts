import { cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NodeProgram } from './find-nodes.ts'
import { runCommand, type Ending } from './run-command.ts'
import { startApp, type RunningApp } from './start-app.ts'
import type { Tarball } from './tarball.ts'

const sources = fileURLToPath(new URL('projects', import.meta.url))

/** A project of somebody else, with packed packages installed. */
export interface Project {
  folder: string
  /** Runs Node in it to its end, with this in its environment and nothing else of ours. */
  node(node: NodeProgram, args: readonly string[], env?: Record<string, string>): Promise<Ending>
  /** The same for a server, until it is stopped. */
  serve(node: NodeProgram, args: readonly string[], env?: Record<string, string>): Promise<RunningApp>
  /** Loads one of its modules into this process. */
  load(module: string): unknown
}

/** Copies a project out of the repository and installs there what it names, and the tarballs, as anybody would. */
export async function installProject(name: string, tarballs: readonly Tarball[], parent: string): Promise<Project> {
  const folder = join(parent, name)
  await cp(join(sources, name), folder, { recursive: true })
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  await runCommand(['npm', 'install', ...tarballs.map(({ path }) => path), ...options], { folder })
  const inside = (env: Record<string, string> = {}) => ({
    folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  })
  return {
    folder,
    node: ({ path }, args, env) => runCommand([path, ...args], inside(env)),
    serve: ({ path }, args, env) => startApp([path, ...args], inside(env)),
    load: createRequire(join(folder, 'package.json')),
  }
}
