import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'

/** A Node to run a packed project with. */
export interface NodeProgram {
  version: string
  path: string
}

/** The Node that runs this test and, where the machine has another one of its own, that one too. */
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
