import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const packages = fileURLToPath(new URL('../../../../packages/', import.meta.url))

/** One file out of an entry, by its path from here, with the built packages inside, as an edge deployment would have it. */
export async function bundle(entry: string, format: 'esm' | 'iife', conditions: string[]): Promise<string> {
  const built = Object.fromEntries(
    ['core', 'edge'].map((name) => [`@wazzup-kit/${name}`, `${packages}${name}/dist/index.js`]),
  )
  for (const [name, file] of Object.entries(built)) {
    if (!existsSync(file)) throw new Error(`${name} is not built: run \`pnpm turbo run build\` first`)
  }
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    alias: built,
    conditions,
    bundle: true,
    write: false,
    format,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
  })
  return outputFiles[0]!.text
}
