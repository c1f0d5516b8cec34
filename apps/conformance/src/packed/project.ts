import { cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NodeProgram } from './find-nodes.ts'
import { runCommand, type Ending } from './run-command.ts'
import { startApp, type RunningApp } from './start-app.ts'
import type { Tarball } from './tarball.ts'

const sources = fileURLToPath(new URL('projects', import.meta.url))

/** A user's project with the packed packages installed. */
export interface Project {
  folder: string
  /** Runs Node in the project until it ends. The environment has only `env`, PATH and HOME. */
  node(node: NodeProgram, args: readonly string[], env?: Record<string, string>): Promise<Ending>
  /** Starts a server in the project, which runs until it is stopped. */
  serve(node: NodeProgram, args: readonly string[], env?: Record<string, string>): Promise<RunningApp>
  /** Loads a module of the project into this process. */
  load(module: string): unknown
}

/** Copies a project out of the repository, and installs its dependencies, the tarballs and `more` packages with npm. */
export async function installProject(
  name: string,
  tarballs: readonly Tarball[],
  parent: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Project> {
  const folder = join(parent, name)
  await cp(join(sources, name), folder, { recursive: true })
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  const added = Object.entries(more).map(([dependency, version]) => `${dependency}@${version}`)
  await runCommand(['npm', 'install', ...tarballs.map(({ path }) => path), ...added, ...options], { folder })
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
