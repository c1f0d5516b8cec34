import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPnpm } from './find-pnpm.ts'
import { runCommand } from './run-command.ts'

/** The fields of package.json about other packages. */
interface Manifest extends Record<string, unknown> {
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  peerDependenciesMeta?: Record<string, { optional?: boolean }>
}

/** A packed package, as a file and unpacked. */
export interface Tarball {
  path: string
  /** Folder of the unpacked package. */
  folder: string
  /** Paths inside the package. */
  files: string[]
  manifest: Manifest
  read(file: string): string
}

/** Packs a built package as `pnpm publish` does, with its publishConfig applied. Throws if it is not built. */
export async function packPackage(name: string, parent: string): Promise<Tarball> {
  const home = dirname(fileURLToPath(import.meta.resolve(`@wazzup-kit/${name}/package.json`)))
  if (!existsSync(join(home, 'dist'))) {
    throw new Error(`packages/${name}/dist is missing. Build it with: npx -y pnpm@12 exec turbo run build`)
  }
  const folder = join(parent, `${name}-tarball`)
  await mkdir(join(folder, 'unpacked'), { recursive: true })
  await runCommand([...findPnpm(), 'pack', '--pack-destination', folder], { folder: home })
  const archive = (await readdir(folder)).find((file) => file.endsWith('.tgz'))!
  const unpacked = join(folder, 'unpacked')
  await runCommand(['tar', '-xzf', join(folder, archive), '-C', unpacked], { folder })
  const read = (file: string): string => readFileSync(join(unpacked, 'package', file), 'utf8')
  const entries = await readdir(join(unpacked, 'package'), { recursive: true, withFileTypes: true })
  return {
    path: join(folder, archive),
    folder: join(unpacked, 'package'),
    files: entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(join(unpacked, 'package/').length))
      .sort(),
    manifest: JSON.parse(read('package.json')) as Manifest,
    read,
  }
}
