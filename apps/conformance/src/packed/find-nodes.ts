import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'

/** A version of Node that runs packed projects. */
export interface NodeProgram {
  version: string
  path: string
}

/** Returns the Node that runs this test, and every other version on the PATH. */
export function findNodes(env: NodeJS.ProcessEnv = process.env): NodeProgram[] {
  const nodes = [{ version: process.version, path: process.execPath }]
  for (const folder of (env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'node')
    if (folder.split(sep).includes('node_modules') || !existsSync(path)) continue
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim()
    if (nodes.every((node) => node.version !== version)) nodes.push({ version, path })
  }
  return nodes
}
