import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const core = fileURLToPath(new URL('../../../../packages/core/', import.meta.url))

/** One file out of an entry of this folder, with the built core inside, as an edge deployment would have it. */
export async function bundle(entry: string, format: 'esm' | 'iife', conditions: string[]): Promise<string> {
  if (!existsSync(`${core}dist/index.js`)) throw new Error('core is not built: run `pnpm turbo run build` first')
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    alias: { '@wazzup-kit/core': `${core}dist/index.js` },
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
