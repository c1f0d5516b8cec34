import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/index.ts', 'src/matchers.ts', 'src/cli.ts'],
  format: ['esm', 'cjs'],
  dts: true,
  platform: 'node',
  fixedExtension: false,
})
