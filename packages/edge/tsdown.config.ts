import { defineConfig, type UserConfig } from 'tsdown'
import { docstringLines } from '../../tsdown.docstrings.ts'

const config: UserConfig = {
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  dts: true,
  outputOptions: { plugins: [docstringLines] },
}

// Built apart: what both have in common would be a file of its own, and each file costs a cold start.
export default defineConfig([
  { ...config, entry: ['src/index.ts'] },
  {
    ...config,
    entry: ['src/durable-object.ts'],
    // The first is a module of the runtime, the second a private package.
    deps: { neverBundle: ['cloudflare:workers'], onlyBundle: ['@wazzup-kit/sqlite-log'] },
  },
])
