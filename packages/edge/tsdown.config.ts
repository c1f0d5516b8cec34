import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/{index,durable-object}.ts'],
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  dts: true,
  // A module of the runtime.
  deps: { neverBundle: ['cloudflare:workers'] },
})
