import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The entries of packages that bundles import. */
const entries = [
  { name: '@wazzup-kit/core', file: 'index' },
  { name: '@wazzup-kit/core', file: 'webhooks' },
  { name: '@wazzup-kit/core', file: 'store' },
  { name: '@wazzup-kit/edge', file: 'index' },
  { name: '@wazzup-kit/edge', file: 'durable-object' },
  { name: '@wazzup-kit/express-middleware', file: 'index' },
]

/**
 * Bundles an entry and the built packages into one file, as for a deployment. `entry` is relative to this file. The format `cjs`
 * is for Node.
 */
export async function bundle(entry: string, format: 'esm' | 'iife' | 'cjs', conditions: string[]): Promise<string> {
  const built = Object.fromEntries(
    entries.map(({ name, file }) => [
      [name, file].filter((part) => part !== 'index').join('/'),
      fileURLToPath(new URL(`dist/${file}.js`, import.meta.resolve(`${name}/package.json`))),
    ]),
  )
  for (const [name, file] of Object.entries(built)) {
    if (!existsSync(file)) throw new Error(`${name} is not built: run \`pnpm turbo run build\` first`)
  }
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    alias: built,
    conditions,
    external: ['cloudflare:workers'],
    bundle: true,
    write: false,
    format,
    platform: format === 'cjs' ? 'node' : 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
  })
  return outputFiles[0]!.text
}
