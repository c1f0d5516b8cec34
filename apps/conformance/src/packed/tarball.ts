import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPnpm } from './find-pnpm.ts'
import { runCommand } from './run-command.ts'

/** What a manifest says of other packages. */
interface Manifest extends Record<string, unknown> {
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  peerDependenciesMeta?: Record<string, { optional?: boolean }>
}

/** What would be published, as a file and unpacked. */
export interface Tarball {
  path: string
  /** Paths inside of the package. */
  files: string[]
  manifest: Manifest
  read(file: string): string
}

/** Packs a package as `pnpm publish` would: with its publishConfig applied. It must have been built. */
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
    files: entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(join(unpacked, 'package/').length))
      .sort(),
    manifest: JSON.parse(read('package.json')) as Manifest,
    read,
  }
}
