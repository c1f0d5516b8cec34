import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

interface Manifest {
  publishConfig: { exports: Record<string, { import: { default: string } }> }
}

/** Returns the folder of a package of this repository. */
export function folderOf(name: string): string {
  return dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)))
}

/** Returns the file of a published entry: in `dist`, by `publishConfig.exports`. Throws if it is not built. */
export function builtFile(name: string, entry = '.'): string {
  const folder = folderOf(name)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  const target = manifest.publishConfig.exports[entry]
  if (!target) throw new Error(`${name} has no entry ${entry}`)
  const file = join(folder, target.import.default)
  if (!existsSync(file)) throw new Error(`${name} is not built`)
  return file
}

/** Returns the URL of a published entry, for `import()`. */
export function builtEntry(name: string, entry = '.'): string {
  return pathToFileURL(builtFile(name, entry)).href
}
