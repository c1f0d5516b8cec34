import { existsSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'

/**
 * The command that is pnpm here: the one that runs this test, one on the PATH, or the one that npx brings. The first
 * two ask no registry.
 */
export function findPnpm(env: NodeJS.ProcessEnv = process.env): [string, ...string[]] {
  const running = env.npm_execpath
  if (running !== undefined && basename(running).startsWith('pnpm') && existsSync(running)) {
    // pnpm is a script in some versions and a program in others.
    return /\.[cm]?js$/.test(running) ? [process.execPath, running] : [running]
  }
  const onPath = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'pnpm'))
  const found = onPath.find((path) => existsSync(path))
  return found === undefined ? ['npx', '-y', 'pnpm@12'] : [found]
}
