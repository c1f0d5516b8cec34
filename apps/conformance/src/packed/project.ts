import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NodeProgram } from './find-nodes.ts'
import { runCommand, type Ending } from './run-command.ts'

const sources = fileURLToPath(new URL('projects', import.meta.url))

/** A project of somebody else, with the packed package installed. */
export interface Project {
  folder: string
  /** Runs Node in it, with this in its environment and nothing else of ours. */
  node(node: NodeProgram, args: readonly string[], env?: Record<string, string>): Promise<Ending>
}

/** Copies a project out of the repository and installs there what it names, and the tarball, as anybody would. */
export async function installProject(name: string, tarball: string, parent: string): Promise<Project> {
  const folder = join(parent, name)
  await cp(join(sources, name), folder, { recursive: true })
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
  await runCommand(['npm', 'install', tarball, ...options], { folder })
  return {
    folder,
    node: ({ path }, args, env) =>
      runCommand([path, ...args], { folder, env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env } }),
  }
}
