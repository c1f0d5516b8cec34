import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** One file out of an entry, by its path from here, with the built packages inside, as an edge deployment would have it. */
export async function bundle(entry: string, format: 'esm' | 'iife', conditions: string[]): Promise<string> {
  const built = Object.fromEntries(
    ['@wazzup-kit/core', '@wazzup-kit/edge'].map((name) => [
      name,
      fileURLToPath(new URL('dist/index.js', import.meta.resolve(`${name}/package.json`))),
    ]),
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
