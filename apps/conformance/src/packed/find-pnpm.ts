import { existsSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'

/**
 * Returns the command for pnpm: the one that runs this test, one on the PATH, or the one that npx downloads. Only the
 * last needs a registry.
 */
export function findPnpm(env: NodeJS.ProcessEnv = process.env): [string, ...string[]] {
  const running = env.npm_execpath
  if (running !== undefined && basename(running).startsWith('pnpm') && existsSync(running)) {
    // Some versions of pnpm are a script, others an executable.
    return /\.[cm]?js$/.test(running) ? [process.execPath, running] : [running]
  }
  const onPath = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'pnpm'))
  const found = onPath.find((path) => existsSync(path))
  return found === undefined ? ['npx', '-y', 'pnpm@12'] : [found]
}
